// What this reader may do with an order now: one button for each command, its form below.
//
// A1: nothing typed is lost by a refusal, a lost network, or news of the order; an idempotency key makes sending twice once.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { type Allowed, newKey, type Order, post, Problem } from '../shared/api/client.ts';
import { boot, inWords } from '../shared/boot.ts';
import { Choices, TextArea, TextField } from '../shared/ui/field.tsx';
import {
  choiceWord,
  type Draft,
  idOf,
  isSomebody,
  labelAt,
  labelOf,
  type OwnWords,
  type Schema,
} from '../shared/ui/json-schema.ts';
import { SchemaForm, type Special } from '../shared/ui/schema-form.tsx';
import { w } from '../shared/words.ts';
import { DayField, LinkedPicker, UnitsPicker, VisitorPicker } from './begin/pickers.tsx';
import { b } from './begin/words.ts';
import { issuesCards } from './desks.ts';
import { Dial } from './dial.tsx';
import { byOnePress, follows } from './follows.ts';
import { holderSaid } from './holder-name.ts';
import { useKeys } from './use-keys.ts';
import { DepartmentsPicker, LeadPicker, EarlierPicker, ParentPicker, PartPicker } from './pickers.tsx';
import { CategoryPicker } from './category-picker.tsx';
import { BodyPicker, ExcusedPicker, MediatorPicker, PartyPicker, TasksPicker, writesForOthers } from './matter-pickers.tsx';
import {
  DraftLookedAt,
  FindingPicker,
  isExpired,
  isOutdated,
  isSetAside,
  OpenFindings,
  Original,
  useFindings,
} from './proposal.tsx';
import { gapsIn, outlineOf, stoppedOnce, selectGap } from './publish/outline.ts';
import { TargetPicker } from './target-picker.tsx';
import { titleOf } from './titles.ts';
import { isOthersTurn, wentUp } from './turn.tsx';
import { t } from './words.ts';

/** Steps of the loop before what can be added at any time. */
const first = [
  'submit',
  'confirm',
  'admit',
  'decide',
  'decideObjection',
  'reviewEvaluation',
  'decideExclusion',
  'callOut',
  'dispatch',
  'claim',
  'accept',
  'take',
  'session',
  'agree',
  'applyConfirmation',
  'recordRuling',
  'followUp',
  'record',
  'link',
  'speak',
  'feedback',
  'tell',
  'acknowledge',
  'assess',
  'report',
  'takePart',
  'reportIn',
  'contact',
  'resume',
  'finish',
  'finishPart',
  'progress',
  'propose',
  'publish',
  'keepPublication',
  'evaluate',
  'callback',
  'transcribe',
  'sign',
  'reply',
  'check',
  'close',
  'lookBack',
  'urge',
];

/** Move no order on: after all others, and never what is proposed to be done. */
const last = ['retractPublication', 'note', 'proposeExclusion', 'declareFalse', 'declareLeak', 'withdraw'];
/** Of a dispute neither does whoever is a side of it, nor puts somebody’s telephone right. */
const lastOfDispute = ['correct', 'refuseMediator', 'decline', 'withdraw'];

const lastOf = ({ workflow }: Order): readonly string[] => (workflow === 'mediation' ? lastOfDispute : last);

/** Have a place of their own on the page. */
const elsewhere = new Set(['preparePhoto', 'dropPhoto']);
/** So have these of an emergency. */
const ofEmergency = new Set(['answerCall', 'check']);

const sentAtOnce = ({ type, input }: Allowed): boolean =>
  byOnePress.has(type) && Object.keys((input as Schema).properties ?? {}).every((name) => isTheirs(type, name));

/** Another system's own, which speaks by its key. */
const isTheirs = (command: string, path: string): boolean => command === 'accept' && path === 'reference';

/** So many buttons at once; the rest on asking. */
const FEW = 4;

/** Once the resident was reached, the next step is to finish. */
const rank = (type: string, order: Order): number => {
  const { handling } = order.state;
  const last = lastOf(order);
  if (type === 'contact' && handling !== 'accepted') return first.length;
  if (last.includes(type)) return first.length + 1 + last.indexOf(type);
  return first.includes(type) ? first.indexOf(type) : first.length;
};

interface Props {
  readonly order: Order;
  /** `end`: what became of it, where its reader sees it no more by that. */
  readonly changed: (what: string, revision: number, end: string | null) => Promise<void>;
  readonly back: () => void;
}

export function Actions({ order, changed, back }: Props) {
  const [opened, setOpened] = useState<Allowed | null>(null);
  const [key, setKey] = useState(newKey);
  const [all, setAll] = useState(false);
  /** Of the place in a proposal that was pressed: it is what the form is about. */
  const [finding, setFinding] = useState<string | null>(null);
  /** By a button, not by a key that opened the order a moment ago. */
  const [pressed, setPressed] = useState(false);
  const section = useRef<HTMLElement>(null);
  const isToClear = useFindings(order)?.some(({ cleared }) => !cleared) === true;
  const commands = order.allowed
    .filter(({ type }) => !elsewhere.has(type) && !(order.emergency && ofEmergency.has(type)))
    // Who did not answer in time may still; whoever it went up to signs for it.
    .filter(({ type }) => type !== 'sign' || !wentUp(order))
    .filter(({ type }) => type !== 'clearFinding' || isToClear)
    .sort((a, b) => rank(a.type, order) - rank(b.type, order));
  const shown = all || commands.length <= FEW + 1 ? commands : commands.slice(0, FEW);
  const nameOf = ({ type, title }: Allowed): string => {
    if (isCallBack(order, type)) return t.calledBack;
    if (isSentElsewhere(order, type)) return t.dispatchElsewhere;
    if (takesBack(order, type)) return t.takeBack;
    if (keepsNothing(order, type)) return t.publishNoMore;
    if (isFurtherContact(order, type)) return order.state.handling === 'reworking' ? t.contact : t.contactAgain;
    return order.workflow === 'mediation' ? inWords(title) : titleOf(type, title);
  };
  const waits = commands[0] === undefined ? null : waitsFor(order, commands[0].type);
  const mayStill = wentUp(order) && commands[0]?.type === 'reply';
  const open = (command: Allowed | null, byButton = false): void => {
    setOpened(command);
    setPressed(byButton);
    setFinding(null);
    setKey(newKey());
  };
  const clearing = order.allowed.find(({ type }) => type === 'clearFinding');
  const clear = (place: string): void => {
    open(clearing ?? null);
    setFinding(place);
  };
  const takingUp = commands.find(({ type }) => type === 'escalate');
  useEffect(() => {
    if (finding !== null) document.getElementById(idOf('reason'))?.focus();
  }, [finding]);
  // Whoever opens a form writes in it next. What asks for nothing is sent by a key of its own, not by one that is pressed twice.
  useLayoutEffect(() => {
    if (opened !== null && finding === null) firstField(section.current)?.focus();
  }, [opened, finding, pressed]);
  /** Out of a field, with all that is written in it; from there once more, and the form is put away. */
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || !(event.target as Element).matches(TYPED)) return;
    section.current?.querySelector<HTMLElement>('[aria-expanded=true]')?.focus();
  };
  // A1: somebody else was faster; what was typed stays until its writer puts it away.
  const overtaken = opened !== null && !commands.some(({ type }) => type === opened.type);
  const buttonPressed = (command: Allowed, clicks: number): void => {
    // A second click of a double one is no second press, whichever button has come under it by then.
    if (clicks > 1) return;
    if (!sentAtOnce(command)) return open(command.type === opened?.type ? null : command, true);
    if (command.type !== opened?.type || !pressed) return open(command, true);
    // On its way, or refused: the same is tried again.
    section.current?.querySelector('form')?.requestSubmit();
  };
  useKeys({
    Enter: () =>
      opened ? (firstField(section.current) ?? submitOf(section.current))?.focus() : commands[0] && open(commands[0]),
    Escape: () => (opened ? open(null) : back()),
  });
  if (commands.length === 0 && !opened) return <p className="soft">{t.order.nothing}</p>;

  const send = async (command: Allowed, input: Record<string, unknown>): Promise<void> => {
    const { type } = command;
    const lacks = lackingIn(type, input);
    if (lacks !== null)
      throw new Problem(422, w.problem.summary(1), [
        { path: `input.${lacks}`, message: (lacks === 'reached' ? w.field.chosen : w.field.needed)(labelOf(lacks)) },
      ]);
    const gaps = type === 'propose' ? gapsIn(order, input) : [];
    if (gaps.length > 0) throw new Problem(422, w.problem.summary(gaps.length), gaps);
    const sent = type === 'propose' ? stoppedOnce(input) : input;
    const { order: next } = await post<'sendCommand'>(`/api/v1/orders/${order.id}/commands`, { type, input: sent }, key);
    open(null);
    const to = type === 'dispatch' && isWithPerson(next) ? holderSaid(next.holder) : undefined;
    const done = to === undefined ? t.done(nameOf(command)) : t.dispatchedTo(nameOf(command), to);
    await changed(input['reached'] === false ? t.calledInVain : done, next.revision, endOf(next, type));
  };

  return (
    <section ref={section} className="card stack actions">
      {waits && <p>{t.order.waitsFor[waits]}</p>}
      {waits === 'answer' && order.card && issuesCards(boot.me?.post.role ?? '') && (
        <p>
          <Link className="button" href={`/staff/orders/${order.card.order.id}`}>
            {t.order.urgeThere}
          </Link>
        </p>
      )}
      <h2>
        {waits ? t.order.otherActions : mayStill ? t.order.mayStill : isOthersTurn(order) ? t.order.othersTurn : t.order.actions}
      </h2>
      <div className="buttons">
        {shown.map((command, index) => (
          <button
            key={command.type}
            type="button"
            data-command={command.type}
            className={
              index === 0 && !opened && !waits && !mayStill && !isSecondary(order, command.type) ? 'button main' : 'button'
            }
            aria-expanded={sentAtOnce(command) ? undefined : command.type === opened?.type}
            onClick={({ detail }) => buttonPressed(command, detail)}
          >
            {nameOf(command)}
          </button>
        ))}
        {shown.length < commands.length && (
          <button type="button" className="button quiet" onClick={() => setAll(true)}>
            {t.order.moreActions(commands.length - shown.length)}
          </button>
        )}
      </div>
      {overtaken && (
        <p className="notice alarm" role="status">
          {order.suspendedAt ? t.order.suspendedMeanwhile : t.order.overtaken}
        </p>
      )}
      {opened && leadOf(order, opened.type) && <p className="hint">{leadOf(order, opened.type)}</p>}
      {opened && calls(order, opened.type) && <Dial order={order} />}
      {opened?.type === 'publish' && <OpenFindings order={order} clear={clear} />}
      {opened && (
        <div
          className={[overtaken && 'overtaken', opened.type === 'propose' && 'beside'].filter(Boolean).join(' ') || undefined}
          onKeyDown={leave}
          onFocus={({ target }) => opened.type === 'propose' && selectGap(order, target)}
        >
          {opened.type === 'propose' && <Original order={order} />}
          <SchemaForm
            key={`${opened.type} ${finding} ${pressed}`}
            schema={askedOf(order, opened)}
            button={nameOf(opened)}
            send={(input) => send(opened, input)}
            cancel={() => open(null)}
            special={targets(order, opened.type, takingUp && opened.type === 'dispatch' ? () => open(takingUp) : undefined)}
            words={wordsOf(order, opened.type)}
            asks={(path, draft) => isAsked(order, opened.type, path, draft)}
            atOnce={pressed && sentAtOnce(opened)}
            start={finding === null ? draftOpened(order, opened.type) : { finding }}
          />
        </div>
      )}
    </section>
  );
}

/** Whoever publishes sees what may be published or is; what came of his step once it is neither. */
const endOf = ({ workflow, state, closedAt }: Order, command: string): string | null => {
  if (workflow !== 'six-order' || boot.me?.post.role !== 'publisher') return null;
  if (command !== 'retractPublication')
    return (t.unpublished as Readonly<Record<string, string>>)[state.publication ?? ''] ?? null;
  if (state.publication === 'retracted') return t.takenDown.ended;
  return closedAt === null && state.handling !== 'finished' ? t.takenDown.redone : null;
};

/** Fields that keep their keys to themselves. */
const TYPED = 'input:not([type=radio]):not([type=checkbox]), select, textarea';
const FIELDS = 'input:enabled:not([type=hidden]), select:enabled, textarea:enabled';

/** Of the form below the buttons: the choice that is made of several, the name of a list that is still on its way. */
function firstField(section: HTMLElement | null): HTMLElement | null {
  const form = section?.querySelector('form');
  const first = form?.querySelector<HTMLElement>(`${FIELDS}, legend[tabindex]`);
  const field = first?.matches('legend') ? (first.parentElement?.querySelector<HTMLElement>(FIELDS) ?? first) : first;
  if (!(field instanceof HTMLInputElement) || field.type !== 'radio') return field ?? null;
  return form?.querySelector<HTMLElement>(`[name="${CSS.escape(field.name)}"]:checked`) ?? field;
}

const submitOf = (section: HTMLElement | null): HTMLElement | null =>
  section?.querySelector<HTMLElement>('form [type=submit]') ?? null;

const isCallBack = ({ state }: Order, command: string): boolean => command === 'submit' && state.handling === 'calling';

/** The resident was reached before: of what is done again not in this round, which asks for no first contact. */
const isFurtherContact = ({ workflow, state }: Order, command: string): boolean =>
  workflow === 'six-order' && command === 'contact' && state.handling !== 'accepted';

/** What is written down with it was said on the telephone. */
const calls = (order: Order, command: string): boolean =>
  order.workflow === 'six-order' && (command === 'contact' || isCallBack(order, command));

/** Given to a person who has yet to accept it: to dispatch is to take it from him. */
const isWithPerson = ({ workflow, state, holder }: Order): boolean =>
  workflow === 'six-order' && state.handling === 'dispatched' && holder?.kind === 'person';

const isSentElsewhere = (order: Order, command: string): boolean => command === 'dispatch' && isWithPerson(order);

const isSecondary = (order: Order, command: string): boolean =>
  lastOf(order).includes(command) || isSentElsewhere(order, command);

/** For whom it waits, where the first of what could be done is no step: done, for its resident; a card, for who answers it. */
function waitsFor({ workflow, state }: Order, firstOfAll: string): 'evaluation' | 'answer' | null {
  if (first.includes(firstOfAll)) return null;
  if (workflow === 'six-order' && state.handling === 'finished') return 'evaluation';
  return workflow === 'card' && toAnswer.has(state.handling) ? 'answer' : null;
}

/** Of a card: somebody must answer it. */
const toAnswer = new Set(['issued', 'signed', 'returned']);

/** One command drops what another proposed and takes back one's own, which nobody confirms himself. */
const takesBack = ({ workflow, allowed }: Order, command: string): boolean =>
  workflow === 'emergency' && command === 'drop' && !allowed.some(({ type }) => type === 'confirm');

/** What was published is off the board by itself: who keeps it as it is publishes nothing more. */
const keepsNothing = (order: Order, command: string): boolean => command === 'keepPublication' && isExpired(order);

/** What the step does, where its name alone may not tell. */
function leadOf(order: Order, command: string): string | undefined {
  if (takesBack(order, command)) return t.takeBackLead;
  if (keepsNothing(order, command)) return t.publishNoMoreLead;
  const own = (): string | undefined => (t.leads as Readonly<Record<string, string>>)[command];
  if (command === 'decidePublication' && order.publication?.own) return t.ownPublication;
  const lead = order.workflow !== 'six-order' ? undefined : isCallBack(order, command) ? t.notReached : own();
  const words = follows[order.workflow]?.[command];
  return lead ?? (words && inWords(words));
}

/** What a form calls its members where others call something else so, and what it says of them. */
function wordsOf(order: Order, command: string): OwnWords {
  const { referral, visit, mediation, deliberation, emergency } = order;
  const said: Readonly<Record<string, string>> = endsFirstResponse(order, command)
    ? { ...t.hints.confirm, document: t.firstResponseHint }
    : ((t.hints as Readonly<Record<string, Readonly<Record<string, string>>>>)[command] ?? {});
  const hints = emergency && command === 'renew' ? { ...said, until: t.renewHint(inWords(emergency.lasts)) } : said;
  const labelled = {
    ...(referral && { number: t.theirNumber }),
    ...(visit && { outcome: b.visitOutcome }),
    ...(deliberation && { 'record.people': b.howMany }),
    ...(mediation && { 'signed.a': sideOf('a'), 'signed.b': sideOf('b') }),
    ...(command === 'askExtension' && { by: t.longer }),
    ...(isGiven[command] && { to: isGiven[command] }),
  };
  const paths = new Set([...Object.keys(hints), ...Object.keys(labelled)]);
  const words = Object.fromEntries(
    [...paths].map((path) => {
      const label = (labelled as Readonly<Record<string, string>>)[path] ?? labelOf(path);
      return [path, { label, ...(hints[path] !== undefined && { hint: hints[path] }) }];
    }),
  );
  return deliberation && command === 'admit' ? { ...words, ...b.admit } : words;
}

/** By command: what stands where an order is dispatched in others. */
const isGiven: Readonly<Record<string, string>> = {
  changeUrgency: t.urgencyTo,
  correctCategory: labelOf('category'),
  transfer: t.transferTo,
  involve: t.helpFrom,
};

const sideOf = (side: 'a' | 'b'): string => b.forms.mediation.members[`parties.${side}`]?.label ?? '';

/** Of what is written down for a handler with a paper slip: the member that its text is, needed where the step is nothing without it. */
const recordedAs: Readonly<Record<string, { readonly path: string; readonly needed?: true }>> = {
  contact: { path: 'note' },
  progress: { path: 'text', needed: true },
  finish: { path: 'result', needed: true },
};

/** It rests on the county’s document; nothing else has one. */
const FORCE_MAJEURE = 'force-majeure';

/** Whether a form asks for a member, by what it holds so far: what was written for another choice is neither shown nor sent. */
function isAsked(order: Order, command: string, path: string, draft: Draft): boolean {
  if (order.deliberation && command === 'speak' && path === 'record') return writesForOthers(order);
  if (order.workflow !== 'six-order') return true;
  if (command === 'record' && path === 'reached') return draft['act'] === 'contact';
  if (command === 'record') return path === 'act' || recordedAs[String(draft['act'])]?.path === path;
  if (command === 'proposeExclusion' && path === 'document') return draft['ground'] === FORCE_MAJEURE;
  if (command === 'dispatch' && path === 'how') return draft['how'] !== POOL || !isForPerson(draft);
  return true;
}

/** Of a pool many may claim: a team or a unit has one, a person has none. */
const POOL = 'claim';
const isForPerson = (draft: Draft): boolean => (draft['to'] as { kind?: string } | undefined)?.kind === 'person';

/** The member that is needed with what was chosen, and is not there; the schema alone does not ask for it. */
function lackingIn(command: string, input: Readonly<Record<string, unknown>>): string | null {
  const document = command === 'proposeExclusion' && input['ground'] === FORCE_MAJEURE ? 'document' : null;
  const recorded = command === 'record' ? recordedAs[String(input['act'])] : undefined;
  const reached = command === 'record' && input['act'] === 'contact' ? 'reached' : null;
  const asked = document ?? reached ?? (recorded?.needed ? recorded.path : null);
  return asked !== null && input[asked] === undefined ? asked : null;
}

/** A first response becomes a response, which cites the county’s document. */
const endsFirstResponse = ({ emergency }: Order, command: string): boolean =>
  command === 'confirm' && emergency?.kind === 'first-response';

/** By command. */
const saidHere: Readonly<Record<string, string>> = { contact: 'reached', consult: 'question' };

/**
 * Who was assigned an order says why he declines it (decision 157); of an invitation nothing is asked. An agreement has the record of
 * both its sides. Whether a call was answered, and what a consultation is about, is said by whoever sends it, never taken for granted.
 */
const askedOf = (order: Order, { type, input }: Allowed): Schema => {
  const { state, holder, work, mediation } = order;
  const schema = input as Schema;
  if (endsFirstResponse(order, type)) return { ...schema, required: [...(schema.required ?? []), 'document'] };
  const said = order.workflow === 'six-order' ? saidHere[type] : undefined;
  if (said) return { ...schema, required: [...(schema.required ?? []), said] };
  if (mediation && type === 'agree') {
    const { default: _, ...signed } = schema.properties?.['signed'] ?? {};
    const properties = { ...schema.properties, signed: { ...signed, required: ['a', 'b'] } };
    return { ...schema, properties, required: [...(schema.required ?? []), 'signed'] };
  }
  const isAssigned = state.handling === 'dispatched' && holder?.kind !== 'unit' && work?.how === undefined;
  return type === 'decline' && isAssigned ? { ...schema, required: [...(schema.required ?? []), 'reason'] } : schema;
};

/** What lies before the publisher as he opens the form is what he publishes; what was written before is what he goes on with. */
function draftOpened(order: Order, command: string): Draft {
  const { proposal } = order;
  if (!proposal) return command === 'propose' ? outlineOf(order) : {};
  if (command === 'publish') return { proposal: proposal.draft };
  const { title, text, after } = proposal;
  // What was done this time is told anew.
  const tells = isOutdated(order) || isSetAside(order) ? undefined : after;
  return command === 'propose' ? { ...(title && { title }), ...(text && { text }), ...(tells && { after: tells }) } : {};
}

/** What is picked rather than typed: somebody by kind and id, departments, the order that another is merged into, the one that was before. */
const targets = (order: Order, command: string, takeUp: (() => void) | undefined): Special => {
  const words = wordsOf(order, command);
  return ({ schema, path, ...ask }) => {
    if (isSomebody(schema)) return <TargetPicker order={order.id} label={labelAt(path, words)} takeUp={takeUp} {...ask} />;
    // The clock's own.
    if (path === 'due' && order.emergency) return <></>;
    if (isTheirs(command, path)) return <></>;
    if (order.workflow === 'six-order' && command === 'dispatch' && path === 'how' && isForPerson(ask.draft)) {
      const { id, error, value, set } = ask;
      const ways = (schema.enum ?? []).map(String).filter((way) => way !== POOL);
      return (
        <Choices
          {...{ id, error }}
          label={labelOf(path)}
          optional
          value={ways.find((way) => way === value) ?? (typeof schema.default === 'string' ? schema.default : '')}
          options={ways.map((way) => ({ value: way, label: choiceWord(path, way) }))}
          onChange={set}
        />
      );
    }
    if (!isAsked(order, command, path, ask.draft)) return <></>;
    if (path === 'document' && command === 'proposeExclusion') {
      const { id, error, value, set } = ask;
      const text = typeof value === 'string' ? value : '';
      return (
        <TextField id={id} error={error} label={labelOf(path)} hint={t.documentHint} maxLength={80} value={text} onInput={set} />
      );
    }
    if (order.workflow === 'six-order' && path === 'reached') {
      const { id, error, value, set } = ask;
      return (
        <Choices
          {...{ id, error }}
          label={labelOf(path)}
          hint={t.reachedHint}
          value={typeof value === 'boolean' ? String(value) : ''}
          options={[
            { value: 'true', label: t.reached.yes },
            { value: 'false', label: t.reached.no },
          ]}
          onChange={(chosen) => set(chosen === 'true')}
        />
      );
    }
    if (order.workflow === 'six-order' && command === 'record' && path !== 'act') {
      const recorded = recordedAs[String(ask.draft['act'])];
      const { id, error, value, set } = ask;
      const text = typeof value === 'string' ? value : '';
      return (
        <TextArea
          {...{ id, error }}
          label={labelOf(path)}
          hint={words[path]?.hint}
          optional={!recorded?.needed}
          maxLength={2_000}
          value={text}
          onInput={set}
        />
      );
    }
    if (path === 'departments') return <DepartmentsPicker {...ask} />;
    if (path === 'lead') return <LeadPicker {...ask} />;
    if (path === 'proposal' && command === 'publish') return <DraftLookedAt order={order} {...ask} />;
    if (path === 'finding') return <FindingPicker order={order} {...ask} />;
    if (path === 'parent') return <ParentPicker order={order} {...ask} />;
    if (path === 'earlier') return <EarlierPicker order={order.id} {...ask} />;
    if (path === 'to' && command === 'correctCategory') return <CategoryPicker order={order} {...ask} />;
    if (path === 'party') return <PartyPicker order={order} {...ask} />;
    if (path === 'body') return <BodyPicker order={order} command={command} {...ask} />;
    if (path === 'tasks') return <TasksPicker order={order} {...ask} />;
    if (path === 'unit' && command === 'excuse') return <ExcusedPicker order={order} {...ask} />;
    if (order.visit && path === 'visitor')
      return <VisitorPicker {...ask} label={labelOf(path)} unit={order.visit.place?.code ?? ''} not={order.holder?.id} />;
    if (order.visit && path === 'on') return <DayField {...ask} label={labelOf(path)} optional={false} />;
    if (order.mediation && path === 'person') return <MediatorPicker order={order.id} {...ask} />;
    if (order.visit && path === 'order') return <LinkedPicker {...ask} label={labelOf(path)} order={order} />;
    if (order.task && path === 'to')
      return <UnitsPicker {...ask} label={b.forms.task.members['to']?.label ?? ''} unit={order.unit?.code ?? ''} />;
    if (path === 'part') return <PartPicker order={order} command={command} {...ask} />;
    return null;
  };
};
