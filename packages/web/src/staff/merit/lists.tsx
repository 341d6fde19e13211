// 红榜和整改提醒榜: what units of the area are told before it is shown, appeals, decisions, what was put right.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Body, get, messageOf, newKey, post, type Reply } from '../../shared/api/client.ts';
import { type boot, now } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { w, wordOf } from '../../shared/words.ts';
import { AskForm, Unfold } from '../admin/form.tsx';
import { appealsLists, decidesLists } from '../desks.ts';
import { s } from './words.ts';

type Entry = Reply<'listUnitEntries'>['entries'][number];
type Me = NonNullable<typeof boot.me>;

export function Lists({ me }: { readonly me: Me }) {
  const queries = useQueryClient();
  useEffect(() => {
    document.title = `${s.lists} · ${w.product}`;
  }, []);
  const { data, error } = useQuery({
    queryKey: ['lists'],
    queryFn: () => get<'listUnitEntries'>('/api/v1/lists').then(({ entries }) => entries),
  });
  return (
    <main id="main" className="alone stack">
      <h1>{s.lists}</h1>
      <p className="soft">{s.listsLead}</p>
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {!data && !error && <p role="status">{w.loading}</p>}
      {data?.length === 0 && <p>{s.noLists}</p>}
      <ul className="stack">
        {data?.map((one) => (
          <li key={one.id} className="card stack">
            <One one={one} me={me} again={() => queries.invalidateQueries({ queryKey: ['lists'] })} />
          </li>
        ))}
      </ul>
    </main>
  );
}

function shownWhen({ shown, shownFrom, endsAt, upheld, correctedAt }: Entry): string {
  if (shown) return `${s.shownNow} · ${s.until(when(endsAt))}`;
  if (upheld === true || correctedAt || Date.parse(shownFrom) < now()) return s.notShown;
  return s.from(when(shownFrom));
}

function appealOf({ appealedAt, ground, upheld, decidedAt }: Entry): string | null {
  if (appealedAt === null) return null;
  if (decidedAt === null) return s.listWaiting(wordOf(s.listGrounds, ground));
  return upheld ? s.listUpheld : s.listDismissed;
}

interface OneProps {
  readonly one: Entry;
  readonly me: Me;
  readonly again: () => Promise<unknown>;
}

function One({ one, me: { post: held }, again }: OneProps) {
  const { id, list, month, unit, reasons, score, noticedAt, appealBy, appealedAt, decidedAt, correctedAt } = one;
  const own = unit?.id === held.unit.id;
  const judges = decidesLists(held.role) && !own;
  const appeal = appealOf(one);
  return (
    <>
      <h2>
        <span className={list === 'black' ? 'tag card-red' : 'tag'}>{s.list[list]}</span> <span lang="zh-CN">{unit?.name}</span>
      </h2>
      <p>
        {[
          s.month(month),
          ...reasons.map((reason) => wordOf(s.listReason, reason)),
          score !== null && s.score(score),
          s.told(when(noticedAt)),
          shownWhen(one),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {appeal && <p>{appeal}</p>}
      {correctedAt && <p>{s.corrected}</p>}
      {own && appealsLists(held.role) && appealedAt === null && Date.parse(appealBy) > now() && (
        <Unfold title={`${s.listAppeal}${w.colon}${s.appealBy(when(appealBy))}`}>
          <AskForm
            name={`appeal-${id}`}
            button={s.listAppeal}
            fields={[
              {
                name: 'ground',
                label: s.ground,
                options: Object.entries(s.listGrounds).map(([value, label]) => ({ value, label })),
              },
            ]}
            send={async ({ ground = '' }) => {
              await post<'appealUnitEntry'>(`/api/v1/lists/${id}/appeal`, { ground } as Body<'appealUnitEntry'>, newKey());
              await again();
              return s.listAppealed;
            }}
          />
        </Unfold>
      )}
      {judges && appealedAt !== null && decidedAt === null && (
        <Unfold title={s.decide}>
          <AskForm
            name={`decide-${id}`}
            button={s.decide}
            fields={[
              {
                name: 'upheld',
                label: s.verdict,
                options: Object.entries(s.verdicts.appeal).map(([value, label]) => ({ value, label })),
              },
            ]}
            send={async ({ upheld }) => {
              await post<'decideUnitEntry'>(`/api/v1/lists/${id}/decision`, { upheld: upheld === 'yes' }, newKey());
              await again();
              return s.decided;
            }}
          />
        </Unfold>
      )}
      {judges && list === 'black' && correctedAt === null && (
        <Unfold title={s.correct}>
          <AskForm
            name={`correct-${id}`}
            button={s.sure}
            fields={[]}
            send={async () => {
              await post<'correctUnitEntry'>(`/api/v1/lists/${id}/correction`, {}, newKey());
              await again();
              return s.corrected;
            }}
          />
        </Unfold>
      )}
    </>
  );
}
