// What a supervision card says: about which order, why, what was answered and what the check found.
import { f } from '../shared/ui/form-words.ts';
import { Link } from 'wouter';
import type { Order } from '../shared/api/client.ts';
import { inWords } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { w } from '../shared/words.ts';
import { holderSaid } from './holder-name.ts';
import { unitName } from './unit-name.ts';
import { t } from './words.ts';

interface Props {
  readonly id: string;
  readonly card: NonNullable<Order['card']>;
  readonly holder: Order['holder'];
  readonly unit: Order['unit'];
}

export function CardFacts({ id, card, holder, unit }: Props) {
  const said = [
    ...card.replies.map(({ at, by, text }) => ({ at, by, head: w.clock.reply, text })),
    ...card.checks.map(({ at, by, verdict, note }) => ({ at, by, head: f.value.verdict[verdict], text: note })),
    ...card.lookBacks.map(({ at, by, solved, note }) => ({ at, by, head: w.solved[solved ? 'yes' : 'no'], text: note })),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section className="card stack">
      <h2>
        <span className={`tag card-${card.colour}`}>{w.supervision[card.colour]}</span> {inWords(card.reason.text)}
      </h2>
      {card.grounds && <p>{card.grounds}</p>}
      <p>
        {t.cardOf} <Link href={`/staff/orders/${card.order.id}`}>{card.order.number}</Link>
        {unit && <span lang="zh-CN"> · {unitName(unit)}</span>}
      </p>
      {holder && (
        <p>
          {f.input.holder}
          {w.colon}
          <span lang="zh-CN">{holderSaid(holder)}</span>
        </p>
      )}
      <p className="soft small">{[card.issuedBy ?? t.order.system, card.level?.name].filter(Boolean).join(' · ')}</p>
      {card.signedAt && (
        <p className="soft small">{[t.signed, card.signedBy, when(card.signedAt)].filter(Boolean).join(' · ')}</p>
      )}
      <ul className="stack">
        {said.map(({ at, by, head, text }) => (
          <li key={`${at} ${head}`}>
            <strong>{head}</strong> {text}
            <p className="small soft">{[by, when(at)].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ul>
      {card.previous && <Link href={`/staff/orders/${card.previous}`}>{f.input.previous}</Link>}
      <p>
        <a className="button" href={`/api/v1/orders/${id}/notice.html`} target="_blank" rel="noopener">
          {t.printNotice}
        </a>
      </p>
    </section>
  );
}
