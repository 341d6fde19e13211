// 座机: telephone numbers with their area code.

/** 010, 021, 0859. */
export const areaCode = '0(?:10|2\\d|[3-9]\\d\\d)';

/** How a landline number begins a text of digits: no number within an area begins with 0 or 1, and without those it is of no known kind. */
export const landline = new RegExp(`^(${areaCode})[2-9]\\d{6,7}`);
