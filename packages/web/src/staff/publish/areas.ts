// Boxes on a photograph, in thousandths of it. Pure: drawn by two corners, moved and resized by steps, always within.
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const WHOLE = 1_000;
/** Narrower ones cover nothing; the server takes none. */
const LEAST = 10;
const STEP = 20;

const within = (value: number, least: number, most: number): number => Math.min(Math.max(Math.round(value), least), most);

/** Between two corners; null when it is too small to be meant. */
export function between(a: { readonly x: number; readonly y: number }, b: typeof a): Area | null {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((x) => within(x, 0, WHOLE)) as [number, number];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((y) => within(y, 0, WHOLE)) as [number, number];
  return right - left < LEAST || bottom - top < LEAST ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** In the middle, where it is seen at once. */
export const fresh: Area = { x: 400, y: 400, width: 200, height: 200 };

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** What a key makes of an area; null: the key is none of ours. */
export function byKey(area: Area, key: string, shift: boolean): Area | null {
  const arrow = arrows[key];
  if (!arrow) return null;
  const [x, y] = arrow;
  return shift
    ? { ...area, width: within(area.width + x, LEAST, WHOLE - area.x), height: within(area.height + y, LEAST, WHOLE - area.y) }
    : { ...area, x: within(area.x + x, 0, WHOLE - area.width), y: within(area.y + y, 0, WHOLE - area.height) };
}
