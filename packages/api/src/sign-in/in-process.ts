// How requests reach the sign-in library in this process. Apart from the library, which must not be loaded for a name.

/** Where the library thinks it is mounted; the provider sends people back to `/callback/county` below it. */
export const LIBRARY_PATH = '/api/v1/session/oidc';

/** Cookies of a sign-in on its way begin with this. */
export const COOKIE_PREFIX = 'six_order';

/** The client's address as express found it. */
export const CLIENT_HEADER = 'x-six-order-client';
