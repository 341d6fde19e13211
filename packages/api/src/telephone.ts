// For the pages, which know nothing but the API.
export { isTelephone } from '@six-order/community/privacy/telephone';
