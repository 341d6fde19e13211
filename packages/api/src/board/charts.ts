// Charts of the public pages, drawn here as SVG. Numbers stand beside them as text: a chart is never all there is.
//
// C1: no words in a picture: those would not grow with the reader's type. C2: no style attributes: the pages' policy has none.

/** A bar of `value` out of `most`; nothing for what is not told. */
export function barSvg(value: number | null, most: number): string {
  if (value === null || most <= 0) return '';
  const width = Math.max(1, Math.round((100 * value) / most));
  return `<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="${width}" height="10"/></svg>`;
}

export interface Series {
  /** Class of its line: told apart by colour and by dashes. */
  readonly name: 'placed' | 'finished';
  readonly values: readonly (number | null)[];
}

const WIDTH = 600;
const HEIGHT = 160;
const EDGE = 8;

/** Lines over the same months, oldest first; a month that is not told breaks the line. Null: nothing is told. */
export function linesSvg(series: readonly Series[]): string | null {
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const months = Math.max(...series.map(({ values }) => values.length));
  if (most === 0 || months < 2) return null;
  const x = (month: number) => EDGE + (month * (WIDTH - 2 * EDGE)) / (months - 1);
  const y = (value: number) => HEIGHT - EDGE - (value * (HEIGHT - 2 * EDGE)) / most;
  const round = (value: number) => Math.round(value * 10) / 10;
  const parts = series.map(({ name, values }) => {
    let path = '';
    let dots = '';
    let broken = true;
    for (const [month, value] of values.entries()) {
      if (value !== null) {
        path += `${broken ? 'M' : 'L'}${round(x(month))} ${round(y(value))}`;
        dots += `<circle cx="${round(x(month))}" cy="${round(y(value))}" r="4"/>`;
      }
      broken = value === null;
    }
    return `<g class="${name}"><path d="${path}"/>${dots}</g>`;
  });
  return `<svg class="lines-chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true" focusable="false"><path class="ground" d="M${EDGE} ${HEIGHT - EDGE}H${WIDTH - EDGE}"/>${parts.join('')}</svg>`;
}
