// 提出扣分 on an order that has ended, for what is on its record; and the way to the member's points.
import { useState } from 'react';
import { Link } from 'wouter';
import { newKey, type Order, post } from '../../shared/api/client.ts';
import { AskForm } from '../admin/form.tsx';
import { readsPoints } from '../desks.ts';
import { s } from './words.ts';

const kinds = [
  'return-without-ground',
  'overdue',
  'red-card',
  'false-completion',
  'privacy-leak',
  'two-stars',
  'one-star',
] as const;

export function Deduct({ order, role }: { readonly order: Order; readonly role: string }) {
  const [open, setOpen] = useState(false);
  const person = order.holder?.id ?? '';
  return (
    <section className="card stack">
      <div className="buttons">
        <button type="button" className="button" data-command="deduct" aria-expanded={open} onClick={() => setOpen(!open)}>
          {s.deduct}
        </button>
        {readsPoints(role) && (
          <Link className="button quiet" href={`/staff/points/${person}`}>
            {s.ledger}
          </Link>
        )}
      </div>
      {open && (
        <AskForm
          name="deduct"
          button={s.deduct}
          fields={[
            {
              name: 'kind',
              label: s.deductWhat,
              hint: s.deductHint,
              options: kinds.map((value) => ({ value, label: s.reason[value] ?? value })),
            },
          ]}
          send={async ({ kind = '' }) => {
            await post<'proposeDeduction'>(
              `/api/v1/people/${person}/points/deductions`,
              { kind: kind as (typeof kinds)[number], order: order.id },
              newKey(),
            );
            return s.proposed;
          }}
          cancel={() => setOpen(false)}
        />
      )}
    </section>
  );
}
