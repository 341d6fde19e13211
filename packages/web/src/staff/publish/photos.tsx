// Photographs for the board: chosen one by one, covered by boxes, looked at as the public will see them.
//
// P1: what is typed or drawn is lost by no refusal. P2: whether faces, plates, door numbers and screens are in the picture is
// answered by hand, of each.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Body, get, messageOf, newKey, type Order, post } from '../../shared/api/client.ts';
import { Choices, type Errors, Summary } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { AreaEditor } from './area-editor.tsx';
import type { Area } from './areas.ts';
import { p } from './words.ts';

interface Props {
  readonly order: Order;
  readonly changed: (what: string) => Promise<void>;
}

const parts = ['faces', 'plates', 'doors', 'screens'] as const;
type Part = (typeof parts)[number];
type Side = 'before' | 'after';

export function Photos({ order, changed }: Props) {
  const [opened, setOpened] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { data: proposal } = useQuery({
    queryKey: ['order', order.id, 'proposal', order.revision],
    queryFn: () => get<'previewProposal'>(`/api/v1/orders/${order.id}/proposal`),
  });
  const photos = (order.attachments ?? []).filter(({ kind }) => kind === 'photo');
  const prepared = new Map(proposal?.photos.map((one) => [one.photo, one]));
  const send = async (type: string, input: Record<string, unknown>, said: string): Promise<void> => {
    await post<'sendCommand'>(`/api/v1/orders/${order.id}/commands`, { type, input } as Body<'sendCommand'>, newKey());
    setOpened(null);
    await changed(said);
  };
  return (
    <section className="card stack publish-photos">
      <h2>{p.title}</h2>
      <p className="soft">{p.lead}</p>
      {failure && (
        <p className="notice alarm" role="alert">
          {failure}
        </p>
      )}
      <ul className="attached">
        {photos.map(({ id }, index) => {
          const side = prepared.get(id)?.side;
          return (
            <li key={id}>
              <img src={`/api/v1/orders/${order.id}/attachments/${id}`} alt={p.photo(index + 1)} />
              <span className="small">{side ? p.chosen[side] : p.notChosen}</span>
              <button
                type="button"
                className="button"
                aria-label={`${p.open} · ${p.photo(index + 1)}`}
                aria-expanded={opened === id}
                onClick={() => setOpened(opened === id ? null : id)}
              >
                {p.open}
              </button>
              {side && (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`${p.drop} · ${p.photo(index + 1)}`}
                  onClick={() => {
                    setFailure(null);
                    send('dropPhoto', { photo: id }, p.dropped).catch((error: unknown) => setFailure(messageOf(error)));
                  }}
                >
                  {p.drop}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {photos.map(({ id, about }, index) =>
        id === opened && proposal ? (
          <Prepare
            key={id}
            src={`/api/v1/orders/${order.id}/attachments/${id}`}
            name={p.photo(index + 1)}
            side={prepared.get(id)?.side ?? (about === 'finish' || about === 'finishPart' ? 'after' : 'before')}
            areas={prepared.get(id)?.areas ?? []}
            save={(input) => send('preparePhoto', { photo: id, ...input }, p.saved)}
            cancel={() => setOpened(null)}
          />
        ) : null,
      )}
      {proposal && <Preview proposal={proposal} revision={order.revision} />}
    </section>
  );
}

interface PrepareProps {
  readonly src: string;
  readonly name: string;
  readonly side: Side;
  readonly areas: readonly Area[];
  readonly save: (input: Record<string, unknown>) => Promise<void>;
  readonly cancel: () => void;
}

function Prepare({ src, name, save, cancel, ...before }: PrepareProps) {
  const [areas, setAreas] = useState(before.areas);
  const [side, setSide] = useState<string>(before.side);
  const [looked, setLooked] = useState<Readonly<Partial<Record<Part, string>>>>({});
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = parts.filter((part) => looked[part] === undefined);
    const bare = areas.length === 0 && parts.find((part) => looked[part] === 'covered');
    const found: Errors = {
      ...Object.fromEntries(missing.map((part) => [`looked-${part}`, p.need(p.looked[part])])),
      ...(bare && { [`looked-${bare}`]: p.needArea }),
    };
    setErrors(found);
    setFailure(null);
    if (Object.keys(found).length > 0 || busy) return;
    setBusy(true);
    save({ side, areas, looked }).catch((error: unknown) => {
      setBusy(false);
      setFailure(messageOf(error));
    });
  };
  return (
    <form className="stack" noValidate onSubmit={submit} aria-label={`${p.open} · ${name}`}>
      <Summary errors={errors} failure={failure} />
      <AreaEditor src={src} name={name} areas={areas} set={setAreas} />
      <Choices
        id="photo-side"
        label={p.side}
        value={side}
        options={(['before', 'after'] as const).map((value) => ({ value, label: p.sides[value] }))}
        onChange={setSide}
      />
      {parts.map((part) => (
        <Choices
          key={part}
          id={`looked-${part}`}
          label={p.looked[part]}
          hint={part === 'faces' ? p.lookedHint : undefined}
          error={errors[`looked-${part}`]}
          value={looked[part] ?? ''}
          options={(['none', 'covered'] as const).map((value) => ({ value, label: p.found[value] }))}
          onChange={(value) => setLooked({ ...looked, [part]: value })}
        />
      ))}
      <div className="buttons">
        <button type="submit" className="button main" aria-disabled={busy}>
          {p.save}
        </button>
        <button type="button" className="button" onClick={cancel}>
          {w.cancel}
        </button>
      </div>
    </form>
  );
}

type Proposal = Awaited<ReturnType<typeof get<'previewProposal'>>>;

/** The pictures are the very ones that the board will show. */
function Preview({ proposal: { item, photos }, revision }: { readonly proposal: Proposal; readonly revision: number }) {
  const side = (which: Side) =>
    photos
      .filter((one) => one.side === which)
      .map(({ photo, url }, index) => (
        <img key={photo} className="public-photo" src={`${url}?revision=${revision}`} alt={p.copy(index + 1)} />
      ));
  return (
    <section className="stack preview" aria-label={p.preview}>
      <h3>{p.preview}</h3>
      <p className="soft">{p.previewLead}</p>
      <div className="card stack">
        <h4 lang="zh-CN">{item.title}</h4>
        <p className="soft" lang="zh-CN">
          {item.category.name.zh} · {item.place.name}
        </p>
        <h5>{p.before}</h5>
        <p lang="zh-CN">{item.before}</p>
        {side('before')}
        <h5>{p.after}</h5>
        {item.after && <p lang="zh-CN">{item.after}</p>}
        {side('after')}
      </div>
    </section>
  );
}
