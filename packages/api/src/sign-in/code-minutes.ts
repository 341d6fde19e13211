/** How long a telephone's code is right. */
export const CODE_MINUTES = 5;
