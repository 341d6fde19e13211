/** A name of the catalogue where it heads something: English ones begin with a capital there. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
