// The names that staff sign in with: a number or a short name, not an e-mail address.

export const isStaffName = (name: string): boolean => /^[a-z0-9][a-z0-9._-]{2,31}$/i.test(name);

/** Staff have no e-mail here: the library wants one, so it gets one that leads nowhere. */
export const staffEmail = (name: string): string => `${name.toLowerCase()}@staff.invalid`;
