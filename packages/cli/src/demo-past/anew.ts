// What to do where the demo's past is not whole: nothing takes entries out of a journal, so it is lived anew beside what there is.

export const pastAnew =
  'To have all of it, stop this one and make the demo anew in another folder: `SIX_ORDER_DATA=another-folder npm start` (with DATABASE_URL: in an empty database).';
