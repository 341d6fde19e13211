// 点单: one question on each screen. The browser's back goes one question back and loses nothing.
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { type Category, messageOf, newKey, post, Problem, type Reply } from '../../shared/api/client.ts';
import { type boot, named } from '../../shared/boot.ts';
import { when } from '../../shared/time.ts';
import { Check, type Errors, SelectField, Summary, TextArea, TextField } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { useCategories } from '../categories.ts';
import { GroupIcon } from '../icons.tsx';
import { t } from '../words.ts';
import { type Draft, firstDraft, forgetDrafts, isPhone, keepDraft, ownOnly } from './draft.ts';
import { MeToo } from './me-too.tsx';
import { useBuildings, useCommunities } from './places.ts';

const steps = ['what', 'where', 'text', 'contact', 'check'] as const;
type Step = (typeof steps)[number];

const MOST = 2_000;
const OUTDOORS = 'outdoors';

export function Flow({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  const search = useSearch();
  const scanned = new URLSearchParams(search).get('unit');
  const [draft, setDraft] = useState<Draft>(() => ({ ...firstDraft(me), ...placeOf(scanned) }));
  const [placed, setPlaced] = useState<Reply<'placeOrder'> | null>(null);
  const categories = useCategories();
  const communities = useCommunities();
  const buildings = useBuildings(draft.community);
  const asked = new URLSearchParams(search).get('step') as Step | null;
  // Nobody comes to a later question past one that is not answered.
  const first = steps.find((step) => step !== 'check' && Object.keys(wrong(step, draft)).length > 0) ?? 'check';
  const at = asked && steps.includes(asked) ? Math.min(steps.indexOf(asked), steps.indexOf(first)) : 0;
  const step = steps[at] as Step;
  const building = buildings.find(({ code }) => code === draft.scanned);
  useEffect(() => {
    if (building) setDraft((before) => ({ ...before, building: building.id, scanned: '' }));
  }, [building]);
  const heading = useRef<HTMLDivElement>(null);
  const shown = useRef(step);

  useEffect(() => {
    if (shown.current === step && !placed) return;
    shown.current = step;
    scrollTo(0, 0);
    heading.current?.querySelector('h1')?.focus();
  }, [step, placed]);

  const change = (part: Partial<Draft>): void => {
    // Another matter than the one that may have been sent.
    const next = { ...draft, ...part, key: newKey() };
    setDraft(next);
    keepDraft(me, next);
  };
  const go = (to: Step): void => navigate(`/place?step=${to}`);
  const next = (): void => go(asked === 'check' ? 'check' : (steps[at + 1] ?? 'check'));

  const submit = async (): Promise<void> => {
    keepDraft(me, draft);
    const room = draft.room.trim();
    const note = draft.spot.trim();
    const inside = draft.building !== '' && draft.building !== OUTDOORS;
    const chosen = buildings.find(({ id }) => id === draft.building);
    const reply = await post<'placeOrder'>(
      '/api/v1/orders',
      {
        category: draft.category,
        text: draft.text.trim(),
        unit: (inside && chosen?.parent) || draft.community,
        place: { ...(inside && { building: draft.building }), ...(inside && room && { room }), ...(note && { note }) },
        ...(draft.source && { source: draft.source as 'proxy' }),
        ...(draft.consent && draft.consentHow && { consentHow: draft.consentHow }),
        ...(draft.callBack && draft.phone.trim() && { callBack: true }),
        ...(draft.phone.trim() && { contact: { name: draft.name.trim() || me.person.name, phone: draft.phone.trim() } }),
        publishConsent: draft.consent,
      },
      draft.key,
    );
    forgetDrafts();
    setPlaced(reply);
  };

  if (placed)
    return (
      <div ref={heading}>
        <Receipt placed={placed} />
      </div>
    );
  const category = categories.find(({ code }) => code === draft.category);
  const own = { draft, change, next };
  return (
    <div ref={heading} className="stack">
      {(at > 0 || draft.group !== '') && (
        <button type="button" className="back" onClick={() => (at === 0 ? change({ group: '', category: '' }) : history.back())}>
          {w.back}
        </button>
      )}
      <p className="step">{t.place.step(at + 1, steps.length)}</p>
      {step === 'what' && <What {...own} categories={categories} />}
      {step === 'where' && (
        <Question step="where" title={t.place.where} hint={t.place.whereHint} {...own}>
          {(errors) => (
            <>
              <SelectField
                id="community"
                label={t.place.community}
                value={draft.community}
                error={errors['community']}
                options={communities.map(({ code, name }) => ({ value: code, label: name }))}
                onChange={(community) => change({ community, building: '' })}
              />
              <SelectField
                id="building"
                label={t.place.building}
                value={draft.building}
                error={errors['building']}
                options={[
                  ...buildings.map(({ id, name }) => ({ value: id, label: name })),
                  { value: OUTDOORS, label: t.place.outdoors },
                ]}
                onChange={(building) => change({ building })}
              />
              {draft.building !== OUTDOORS && (
                <TextField
                  id="room"
                  label={t.place.room}
                  hint={t.place.roomHint}
                  optional
                  maxLength={40}
                  value={draft.room}
                  onInput={(room) => change({ room })}
                />
              )}
              <TextField
                id="spot"
                label={t.place.spot}
                hint={t.place.spotHint}
                optional
                maxLength={200}
                value={draft.spot}
                onInput={(spot) => change({ spot })}
              />
            </>
          )}
        </Question>
      )}
      {step === 'text' && (
        <Question step="text" title={t.place.text} hint={t.place.textHint} {...own}>
          {(errors) => (
            <>
              <MeToo category={draft.category} community={draft.community} />
              <TextArea
                id="text"
                label={t.place.textLabel}
                value={draft.text}
                maxLength={MOST}
                error={errors['text']}
                onInput={(text) => change({ text })}
              />
            </>
          )}
        </Question>
      )}
      {step === 'contact' && (
        <Question step="contact" title={ownOnly(me) ? t.place.contact : t.place.contactOther} hint={t.place.contactHint} {...own}>
          {(errors) => (
            <>
              <TextField
                id="name"
                label={ownOnly(me) ? t.place.name : t.place.nameOther}
                optional
                autoComplete="name"
                maxLength={40}
                value={draft.name}
                onInput={(name) => change({ name })}
              />
              <TextField
                id="phone"
                label={t.place.phone}
                optional
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                maxLength={20}
                value={draft.phone}
                error={errors['phone']}
                onInput={(phone) => change({ phone })}
              />
              <Check
                id="call-back"
                label={t.place.callBack}
                hint={t.place.callBackHint}
                checked={draft.callBack}
                onChange={(callBack) => change({ callBack })}
              />
              {!ownOnly(me) && (
                <SelectField
                  id="source"
                  label={w.input.source}
                  value={draft.source}
                  error={errors['source']}
                  options={Object.entries(w.value.source)
                    .filter(([source]) => source !== 'resident')
                    .map(([value, label]) => ({ value, label }))}
                  onChange={(source) => change({ source })}
                />
              )}
            </>
          )}
        </Question>
      )}
      {step === 'check' && (
        <CheckAnswers
          own={ownOnly(me)}
          draft={draft}
          change={change}
          go={go}
          submit={submit}
          what={category ? named(category.name) : ''}
          where={[
            communities.find(({ code }) => code === draft.community)?.name,
            buildings.find(({ id }) => id === draft.building)?.name,
            draft.building === OUTDOORS ? '' : draft.room,
            draft.spot,
          ]
            .filter(Boolean)
            .join(' ')}
        />
      )}
    </div>
  );
}

/** A building's QR sheet names the building by its code, which begins with the community's. */
function placeOf(code: string | null): Partial<Draft> {
  const community = /^(\d{12})\d*$/.exec(code ?? '')?.[1];
  return community ? { community, building: '', scanned: code ?? '' } : {};
}

/** What is still to be answered on a screen, by field. */
function wrong(step: Step, draft: Draft): Errors {
  switch (step) {
    case 'what':
      return draft.category === '' ? { what: w.field.chosen(t.place.what) } : {};
    case 'where':
      return {
        ...(draft.community === '' && { community: w.field.chosen(t.place.community) }),
        ...(draft.building === '' && { building: w.field.chosen(t.place.building) }),
      };
    case 'text':
      return draft.text.trim() === '' ? { text: t.place.tooShort } : {};
    case 'contact':
      return (draft.phone.trim() !== '' || draft.callBack) && !isPhone(draft.phone) ? { phone: w.field.phone } : {};
    case 'check':
      return {};
  }
}

interface Own {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly next: () => void;
}

interface QuestionProps extends Own {
  readonly step: Step;
  readonly title: string;
  readonly hint: string;
  readonly children: (errors: Errors) => ReactNode;
}

function Question({ step, title, hint, draft, next, children }: QuestionProps) {
  const [errors, setErrors] = useState<Errors>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = wrong(step, draft);
    setErrors(found);
    if (Object.keys(found).length === 0) next();
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{hint}</p>
      <Summary errors={errors} />
      {children(errors)}
      <button type="submit" className="button main wide">
        {t.place.next}
      </button>
    </form>
  );
}

function What({ draft, change, next, categories }: Own & { readonly categories: readonly Category[] }) {
  // Kinds of an emergency are asked for only while there is one.
  const ordinary = categories.filter(({ group }) => group.code !== '12');
  const groups = [...new Map(ordinary.map(({ group }) => [group.code, group])).values()];
  const picked = ordinary.find(({ code }) => code === draft.category);
  const title = useRef<HTMLHeadingElement>(null);
  const group = useRef(draft.group);
  useEffect(() => {
    if (group.current !== draft.group) title.current?.focus();
    group.current = draft.group;
  }, [draft.group]);
  if (draft.group === '') {
    return (
      <>
        <h1 ref={title} tabIndex={-1}>
          {t.place.what}
        </h1>
        <p>{t.place.whatHint}</p>
        {categories.length === 0 && <p role="status">{w.loading}</p>}
        <ul className="tiles">
          {groups.map(({ code, name }) => (
            <li key={code}>
              <button type="button" className="tile" onClick={() => change({ group: code, category: '' })}>
                <GroupIcon code={code} />
                {named(name)}
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  }
  const choose = (category: Category) => {
    change({ category: category.code });
    if (!refers(category)) next();
  };
  return (
    <>
      <h1 ref={title} tabIndex={-1}>
        {t.place.item}
      </h1>
      {picked && refers(picked) && <Refer category={picked} next={next} />}
      <ul className="rows">
        {ordinary
          .filter((category) => category.group.code === draft.group)
          .map((category) => (
            <li key={category.code}>
              <button
                type="button"
                className="row-button"
                aria-pressed={category.code === draft.category}
                onClick={() => choose(category)}
              >
                {named(category.name)}
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}

const refers = ({ flags }: Category): boolean => flags.includes('refer') || flags.includes('discipline-only');

/** Before some matters come a telephone number; those for discipline inspection go there and not here. */
function Refer({ category, next }: { readonly category: Category; readonly next: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [category.code]);
  const only = category.flags.includes('discipline-only');
  return (
    <div ref={box} className="notice alarm stack" role="alert" tabIndex={-1}>
      <p>
        <strong>{only ? t.place.discipline : t.place.danger}</strong>
      </p>
      <div className="buttons">
        {only ? (
          <a className="button" href="tel:12388">
            {t.place.disciplineCall}
          </a>
        ) : (
          (['110', '119', '120'] as const).map((number) => (
            <a key={number} className="button" href={`tel:${number}`}>
              {t.place.dangerCall[number]}
            </a>
          ))
        )}
      </div>
      {!only && (
        <button type="button" className="button main" onClick={next}>
          {t.place.next}
        </button>
      )}
    </div>
  );
}

interface CheckProps {
  readonly draft: Draft;
  /** Not for somebody else. */
  readonly own: boolean;
  readonly what: string;
  readonly where: string;
  readonly change: Own['change'];
  readonly go: (to: Step) => void;
  readonly submit: () => Promise<void>;
}

function CheckAnswers({ draft, own, what, where, change, go, submit }: CheckProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [busy, setBusy] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(null);
    const unsaid = draft.consent && !own && draft.consentHow === '';
    setErrors(unsaid ? { 'consent-how': w.field.chosen(w.input.consentHow) } : {});
    if (unsaid) return;
    setBusy(true);
    submit().catch((error: unknown) => {
      setFailure(messageOf(error));
      setErrors(
        error instanceof Problem ? Object.fromEntries(error.errors.map(({ path, message }) => [`answer-${path}`, message])) : {},
      );
      setBusy(false);
    });
  };
  const contact = [draft.phone.trim() && draft.name.trim(), draft.phone.trim()].filter(Boolean).join(' ');
  const rows: readonly (readonly [Step, string, string])[] = [
    ['what', t.place.answers.what, what],
    ['where', t.place.answers.where, where],
    ['text', t.place.answers.text, draft.text],
    ['contact', t.place.answers.contact, contact || t.place.answers.none],
  ];
  return (
    <form className="stack" noValidate onSubmit={send}>
      <h1 tabIndex={-1}>{t.place.check}</h1>
      <p>{t.place.checkHint}</p>
      <Summary errors={errors} failure={failure} />
      <dl className="answers">
        {rows.map(([step, name, value]) => (
          <div key={step}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd>
              <button type="button" className="button quiet" aria-label={`${w.change} ${name}`} onClick={() => go(step)}>
                {w.change}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <Check
        id="consent"
        label={t.place.consent}
        hint={t.place.consentHint}
        checked={draft.consent}
        onChange={(consent) => change({ consent })}
      />
      {draft.consent && !own && (
        <SelectField
          id="consent-how"
          label={w.input.consentHow}
          value={draft.consentHow}
          error={errors['consent-how']}
          options={Object.entries(w.value.consentHow).map(([value, label]) => ({ value, label }))}
          onChange={(consentHow) => change({ consentHow })}
        />
      )}
      <p className="soft small">{t.place.privacy}</p>
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? w.sending : t.place.submit}
      </button>
    </form>
  );
}

function Receipt({ placed: { order, queryCode } }: { readonly placed: Reply<'placeOrder'> }) {
  return (
    <div className="stack">
      <div className="receipt stack">
        <h1 tabIndex={-1}>{t.receipt.title}</h1>
        <dl className="facts">
          <div>
            <dt>{t.receipt.number}</dt>
            <dd className="code">{order.number}</dd>
          </div>
          {queryCode && (
            <div>
              <dt>{t.receipt.code}</dt>
              <dd className="code">{queryCode}</dd>
            </div>
          )}
        </dl>
        {queryCode && <p>{t.receipt.keep}</p>}
      </div>
      <h2>{t.receipt.next}</h2>
      <p>{t.receipt.steps(order.dueAt ? when(order.dueAt) : '')}</p>
      <div className="buttons screen-only">
        <Link className="button main" href={`/orders/${order.id}`}>
          {t.receipt.see}
        </Link>
        <a className="button" href={`/api/v1/orders/${order.id}/receipt.html`} target="_blank" rel="noopener">
          {t.receipt.print}
        </a>
      </div>
    </div>
  );
}
