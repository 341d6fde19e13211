// Pictures of the groups of orders, drawn as lines. They stand beside the word, so they say nothing to a screen reader.
const paths: Readonly<Record<string, string>> = {
  place: 'M8 30V10a4 4 0 0 1 4-4h16a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H14zM14 13h12M14 19h8',
  call: 'M12 6h6l3 8-4 3c2 4 4 6 8 8l3-4 8 3v6c0 2-2 4-4 4C18 33 7 22 8 10c0-2 2-4 4-4z',
  '01': 'M6 19 20 7l14 12M10 16v17h20V16M17 33v-9h6v9',
  '02': 'M20 5c6 8 9 12 9 17a9 9 0 0 1-18 0c0-5 3-9 9-17zM16 23a4 4 0 0 0 4 4',
  '03': 'M10 13h20l-2 20H12zM7 13h26M16 13V8h8v5M17 19v8M23 19v8',
  '04': 'M20 6 35 33H5zM20 16v8M20 28v1',
  '05': 'M6 9h19v13H14l-5 5v-5H6zM29 16h5v12h-3v5l-5-5h-8v-2',
  '06': 'M6 14h28v19H6zM15 14V8h10v6M6 22h28M20 20v4',
  '07': 'M20 33S6 25 6 15a7 7 0 0 1 14-3 7 7 0 0 1 14 3c0 10-14 18-14 18z',
  '08': 'M14 12a4 4 0 1 0 0-.1M8 33V22a5 5 0 0 1 5-5h2a5 5 0 0 1 5 5v11M28 18a3.4 3.4 0 1 0 0-.1M24 33v-7a4 4 0 0 1 8 0v7',
  '09': 'M20 9c-4-3-9-3-14-2v23c5-1 10-1 14 2 4-3 9-3 14-2V7c-5-1-10-1-14 2zM20 9v23',
  '10': 'M9 5h16l6 6v24H9zM25 5v6h6M14 17h12M14 23h12M14 29h7',
  '11': 'M7 16v8h6l11 7V9l-11 7zM29 15c3 3 3 7 0 10',
  '12': 'M20 5v6M8 30h24M11 30V20a9 9 0 0 1 18 0v10M6 12l4 3M34 12l-4 3M7 34h26',
};

export const GroupIcon = ({ code }: { readonly code: string }) => (
  <svg
    viewBox="0 0 40 40"
    width="40"
    height="40"
    fill="none"
    stroke="currentColor"
    strokeWidth="2.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[code] ?? paths['10']} />
  </svg>
);
