// What this reader may do with an order now: one button for each command, its form below.
//
// A1: nothing typed is lost by a refusal, a lost network, or news of the order; an idempotency key makes sending twice once.
import { useState } from 'react';
import { type Allowed, newKey, type Order, post } from '../shared/api/client.ts';
import type { Schema } from '../shared/ui/json-schema.ts';
import { SchemaForm, type Special } from '../shared/ui/schema-form.tsx';
import { useKeys } from './use-keys.ts';
import { DepartmentsPicker, LeadPicker, EarlierPicker, ParentPicker, PartPicker } from './pickers.tsx';
import { TargetPicker } from './target-picker.tsx';
import { titleOf } from './titles.ts';
import { t } from './words.ts';

/** Steps of the loop before what can be added at any time. */
const first = [
  'confirm',
  'admit',
  'decide',
  'decideObjection',
  'reviewEvaluation',
  'dispatch',
  'claim',
  'accept',
  'takePart',
  'reportIn',
  'contact',
  'resume',
  'finish',
  'finishPart',
  'progress',
  'propose',
  'publish',
  'evaluate',
  'callback',
  'sign',
  'reply',
  'check',
  'close',
  'lookBack',
];

/** So many buttons at once; the rest on asking. */
const FEW = 4;

/** Once the resident was reached, the next step is to finish. */
const rank = (type: string, handling: string): number => {
  if (type === 'contact' && handling !== 'accepted') return first.length;
  return first.includes(type) ? first.indexOf(type) : first.length;
};

interface Props {
  readonly order: Order;
  readonly changed: (what: string) => Promise<void>;
  readonly back: () => void;
}

export function Actions({ order, changed, back }: Props) {
  const [opened, setOpened] = useState<string | null>(null);
  const [key, setKey] = useState(newKey);
  const [all, setAll] = useState(false);
  const commands = [...order.allowed].sort((a, b) => rank(a.type, order.state.handling) - rank(b.type, order.state.handling));
  const shown = all || commands.length <= FEW + 1 ? commands : commands.slice(0, FEW);
  const command = commands.find(({ type }) => type === opened);
  const open = (type: string | null): void => {
    setOpened(type);
    setKey(newKey());
  };
  useKeys({
    Enter: () => commands[0] && open(commands[0].type),
    Escape: () => (opened ? open(null) : back()),
  });
  if (commands.length === 0) return <p className="soft">{t.order.nothing}</p>;

  const send = async ({ type, title }: Allowed, input: Record<string, unknown>): Promise<void> => {
    await post<'sendCommand'>(`/api/v1/orders/${order.id}/commands`, { type, input }, key);
    open(null);
    await changed(t.done(titleOf(type, title)));
  };

  return (
    <section className="card stack actions">
      <h2>{t.order.actions}</h2>
      <div className="buttons">
        {shown.map(({ type, title }, index) => (
          <button
            key={type}
            type="button"
            data-command={type}
            className={index === 0 && !opened ? 'button main' : 'button'}
            aria-expanded={type === opened}
            onClick={() => open(type === opened ? null : type)}
          >
            {titleOf(type, title)}
          </button>
        ))}
        {shown.length < commands.length && (
          <button type="button" className="button quiet" onClick={() => setAll(true)}>
            {t.order.moreActions(commands.length - shown.length)}
          </button>
        )}
      </div>
      {command && (
        <SchemaForm
          key={command.type}
          schema={command.input as Schema}
          button={titleOf(command.type, command.title)}
          send={(input) => send(command, input)}
          cancel={() => open(null)}
          special={targets(order, command.type)}
        />
      )}
    </section>
  );
}

/** What is picked rather than typed: somebody by kind and id, departments, the order that another is merged into, the one that was before. */
const targets =
  (order: Order, command: string): Special =>
  ({ schema, path, ...ask }) => {
    if (schema.properties?.['kind']?.enum && schema.properties['id']) return <TargetPicker order={order.id} {...ask} />;
    if (path === 'departments') return <DepartmentsPicker {...ask} />;
    if (path === 'lead') return <LeadPicker {...ask} />;
    if (path === 'parent') return <ParentPicker order={order.id} {...ask} />;
    if (path === 'earlier') return <EarlierPicker order={order.id} {...ask} />;
    if (path === 'part') return <PartPicker order={order} command={command} {...ask} />;
    return null;
  };
