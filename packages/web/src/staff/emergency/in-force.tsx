// What is in force, or waits to be confirmed, in one line on the first page.
import { Link } from 'wouter';
import { stageWord, w } from '../../shared/words.ts';
import { useEmergencies } from './current.ts';
import { e } from './words.ts';

const holding = new Set(['proposed', 'responding', 'active']);

export function InForce() {
  const { data = [] } = useEmergencies();
  const [first, ...others] = data.filter(({ state }) => holding.has(state));
  if (!first) return null;
  const { id, kind, hazard, state, areas } = first;
  return (
    <p className="notice small">
      <Link href={others.length > 0 ? '/staff/emergency' : `/staff/orders/${id}`}>
        <strong>{e.kindWord[kind]}</strong>
        {w.colon}
        {e.hazards[hazard]} · <span lang="zh-CN">{areas.flatMap((unit) => unit?.name ?? []).join('、')}</span> ·{' '}
        {stageWord({ workflow: 'emergency', state: { handling: state } })}
        {others.length > 0 && ` · ${e.more(others.length)}`}
      </Link>
    </p>
  );
}
