// Draws boxes on a photograph, by pointer or by keys. Each box has a row of its own below, which is what keys and readers of the
// screen use; what lies upon the picture is only seen.
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { type Area, between, byKey, fresh, WHOLE } from './areas.ts';
import { p } from './words.ts';

interface Props {
  readonly src: string;
  readonly name: string;
  readonly areas: readonly Area[];
  readonly set: (areas: readonly Area[]) => void;
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

const MOST = 40;

export function AreaEditor({ src, name, areas, set }: Props) {
  const [from, setFrom] = useState<Corner | null>(null);
  const [drawing, setDrawing] = useState<Area | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const rows = useRef<HTMLUListElement>(null);
  const added = useRef(false);
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    rows.current?.querySelector<HTMLButtonElement>('li:last-child button')?.focus();
  }, [areas]);
  const cornerOf = (event: PointerEvent<HTMLElement>): Corner => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - left) / width) * WHOLE, y: ((event.clientY - top) / height) * WHOLE };
  };
  const change = (index: number, area: Area): void => set(areas.map((one, at) => (at === index ? area : one)));
  const drop = (index: number): void => {
    set(areas.filter((_, at) => at !== index));
    setFocused(null);
  };
  const add = (): void => {
    if (areas.length >= MOST) return;
    added.current = true;
    set([...areas, fresh]);
  };
  const press = (event: KeyboardEvent, index: number, area: Area): void => {
    const moved = byKey(area, event.key, event.shiftKey);
    if (!moved && event.key !== 'Delete') return;
    event.preventDefault();
    event.stopPropagation();
    if (moved) change(index, moved);
    else drop(index);
  };
  const shown = drawing ? [...areas, drawing] : areas;
  return (
    <div className="stack">
      <p className="hint">{p.draw}</p>
      <figure className="area-figure">
        <div
          className="area-stage"
          onPointerDown={(event) => {
            if (event.button !== 0 || areas.length >= MOST) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setFrom(cornerOf(event));
          }}
          onPointerMove={(event) => from && setDrawing(between(from, cornerOf(event)))}
          onPointerUp={(event) => {
            const area = from && between(from, cornerOf(event));
            setFrom(null);
            setDrawing(null);
            if (area) set([...areas, area]);
          }}
          onPointerCancel={() => {
            setFrom(null);
            setDrawing(null);
          }}
        >
          <img src={src} alt={name} draggable={false} />
          {shown.map(({ x, y, width, height }, index) => (
            <span
              // Boxes have no name but their place in the list.
              key={index}
              className={index === focused ? 'area on' : 'area'}
              aria-hidden="true"
              style={{ left: `${x / 10}%`, top: `${y / 10}%`, width: `${width / 10}%`, height: `${height / 10}%` }}
            >
              {index + 1}
            </span>
          ))}
        </div>
        <figcaption className="small soft">{p.original}</figcaption>
      </figure>
      <ul className="area-rows" ref={rows}>
        {areas.map((area, index) => (
          <li key={index} className="line-up">
            <button
              type="button"
              className="button"
              aria-label={p.areaAt(index + 1, area.x, area.y, area.width, area.height)}
              onFocus={() => setFocused(index)}
              onBlur={() => setFocused(null)}
              onKeyDown={(event) => press(event, index, area)}
            >
              {p.area(index + 1)}
            </button>
            <button type="button" className="button quiet" aria-label={p.remove(index + 1)} onClick={() => drop(index)}>
              ✕
            </button>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" className="button" onClick={add}>
          {p.add}
        </button>
      </div>
    </div>
  );
}
