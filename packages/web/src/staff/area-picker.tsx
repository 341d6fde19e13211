// Of an area's desk only what lies in a part of it: of a street one of its communities, of a county a street and one of its communities.
import { useQuery } from '@tanstack/react-query';
import { get, type Unit } from '../shared/api/client.ts';
import { boot } from '../shared/boot.ts';
import { t } from './words.ts';

export type Area = Unit;

const kinds: ReadonlySet<string> = new Set(['street', 'community', 'grid']);

/** The parts of an area by code; none of a unit that is no area. */
const useParts = (parent: string | undefined): readonly Area[] =>
  useQuery({
    queryKey: ['parts', parent],
    queryFn: () => get<'listUnits'>(`/api/v1/units?parent=${parent}`),
    enabled: parent !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ units }) => units.filter(({ kind }) => kinds.has(kind)).toSorted((a, b) => a.code.localeCompare(b.code)),
  }).data ?? [];

interface Props {
  /** Those that were chosen, the outer first; none: the whole area. */
  readonly chosen: readonly Area[];
  readonly choose: (areas: readonly Area[]) => void;
}

export function AreaPicker({ chosen: [outer, inner], choose }: Props) {
  const own = boot.me?.post.unit;
  const outers = useParts(own?.id);
  const inners = useParts(outer?.kind === 'street' ? outer.id : undefined);
  return (
    <div className="areas">
      <Parts whole={own?.name ?? ''} parts={outers} chosen={outer} choose={(area) => choose(area ? [area] : [])} />
      {outer && (
        <Parts whole={outer.name} parts={inners} chosen={inner} choose={(area) => choose(area ? [outer, area] : [outer])} />
      )}
    </div>
  );
}

interface PartsProps {
  /** What they are parts of, by name. */
  readonly whole: string;
  readonly parts: readonly Area[];
  readonly chosen: Area | undefined;
  readonly choose: (area: Area | undefined) => void;
}

/** Where there is but one there is nothing to choose. */
const Parts = ({ whole, parts, chosen, choose }: PartsProps) =>
  parts.length > 1 && (
    <select
      className="input"
      aria-label={t.area.label(whole)}
      value={chosen?.id ?? ''}
      onChange={({ currentTarget: { value } }) => choose(parts.find(({ id }) => id === value))}
    >
      <option value="">{t.area.all(whole)}</option>
      {parts.map(({ id, name }) => (
        <option key={id} value={id} lang="zh-CN">
          {name}
        </option>
      ))}
    </select>
  );
