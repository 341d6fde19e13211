// 发督办卡: a supervisor calls an order to account. Who must answer is whoever has the order in hand.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Body, get, newKey, post } from '../shared/api/client.ts';
import type { Schema } from '../shared/ui/json-schema.ts';
import { SchemaForm } from '../shared/ui/schema-form.tsx';
import { t } from './words.ts';

interface Props {
  readonly order: string;
  readonly changed: (what: string) => Promise<void>;
}

/** Known from the page, or known to the server alone. */
const given = new Set(['order', 'holder', 'previous']);

export function IssueCard({ order, changed }: Props) {
  const [key, setKey] = useState(newKey);
  const [open, setOpen] = useState(false);
  const { data: schema } = useQuery({
    queryKey: ['workflow', 'card'],
    queryFn: () => get<'getWorkflow'>('/api/v1/workflows/card'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: open,
    select: ({ commands }) => asked(commands.find(({ opens }) => opens)?.input as Schema | undefined),
  });
  const send = async (input: Record<string, unknown>): Promise<void> => {
    await post<'placeOrder'>('/api/v1/orders', { workflow: 'card', order, ...input } as Body<'placeOrder'>, key);
    setKey(newKey());
    setOpen(false);
    await changed(t.done(t.issueCard));
  };
  return (
    <section className="card stack">
      <button type="button" className="button" data-command="issue-card" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t.issueCard}
      </button>
      {open && schema && <SchemaForm schema={schema} button={t.issueCard} send={send} cancel={() => setOpen(false)} />}
    </section>
  );
}

const asked = (schema: Schema = {}): Schema => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !given.has(name))),
  required: schema.required?.filter((name) => !given.has(name)) ?? [],
});
