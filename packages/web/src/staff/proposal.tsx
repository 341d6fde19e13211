// 拟稿对照: what the resident said and what came of it, beside what the public will read; whatever looks like personal data marked.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get, messageOf, type Order, type Reply } from '../shared/api/client.ts';
import { now } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { Choices } from '../shared/ui/field.tsx';
import { labelOf } from '../shared/ui/json-schema.ts';
import { inLanguage, w, wordOf } from '../shared/words.ts';
import { inBrackets } from './holder-name.ts';
import { t } from './words.ts';

const s = inLanguage(
  {
    title: '公开前对照',
    original: '原话和办理结果（不公开）',
    proposal: '公众会看到的',
    shown: '公众现在看到的',
    was: '原来公开的',
    setAside: '上次拟的稿（没有公开）',
    outdated: (time: number, of: number) =>
      `这一单重新办结了（第 ${time} 次办理），公开栏上还是第 ${of} 次办理的内容（已写明）。请拟新稿，晒出以后替换原内容；不更新的，选“保留原内容”。`,
    expired: (of: number) =>
      `第 ${of} 次办理的内容公开期限已满，公开栏上已经没有了。这一单重新办结了：可以拟新稿再晒；不再晒的，选“不再晒”。`,
    takenDown: (since: string) =>
      `这一条已从公开栏撤下（${since}）。改好重新拟稿，照样核对、晒单，照片要重新选；不再晒的，选“不晒”。`,
    redrafted: (of: number) => `公开栏上还是第 ${of} 次办理的内容；新稿晒出以后替换它。`,
    consent: '居民已同意公开',
    noConsent: '居民还没有同意公开',
    open: (n: number) => `还有 ${n} 处像是个人信息：重新拟稿去掉，或者逐处核实、写明理由。`,
    blocked: (n: number) => `还不能晒：有 ${n} 处像是个人信息没有核实。`,
    clearOf: (what: string) => `核实“${what}”`,
    same: (on: string, undecided: boolean, kept: boolean) =>
      `这一稿和 ${on} 有人提出异议${undecided ? '、没等审定就' : '后'}撤下的一样，不能这样全部晒出。${kept ? '请看那条异议，改掉它说的地方' : '那条异议在单上已经看不到（只留最近一条），请改动文字'}；照片有问题的，去掉或者多遮一些。`,
    nearly: (on: string, undecided: boolean, kept: boolean) =>
      `这一稿和 ${on} 有人提出异议${undecided ? '、没等审定就' : '后'}撤下的大体一样，${kept ? '请对照那条异议，看它说的地方改了没有' : '那条异议在单上已经看不到（只留最近一条）'}。按全部内容比，只改了：`,
    byFields: '晒单时不选“办理结果”或“前后照片”的，按选定的内容再比，结果可能不同。',
    onlyPhotos: '照片',
    nothing: '（没有）',
    clear: '没有发现个人信息。',
    cleared: '（已核实）',
    kinds: {
      phone: '手机号',
      landline: '座机号',
      id: '身份证号',
      card: '银行卡号',
      plate: '车牌',
      email: '邮箱',
      account: '账号',
      number: '长号码',
      address: '住址',
      name: '姓名',
      own: '本单的电话、住址或门牌',
    } as Readonly<Record<string, string>>,
    looksLike: (kind: string) => `像是${kind}`,
    which: '核实哪一处',
    none: '没有要核实的了。',
    changed: '拟稿或照片在您打开后改动过。请先看上面的新稿。',
    lookedAgain: '新稿我看过了',
  },
  {
    title: 'Before it is published',
    original: 'What was said and what came of it (not public)',
    proposal: 'What the public will read',
    shown: 'What the public reads now',
    was: 'What the public could read',
    setAside: 'What was written last time (never public)',
    outdated: (time, of) =>
      `It was done again (attempt ${time}), and the board still tells of attempt ${of} and says so. Propose a new text: published, it takes the place of the old one. Or choose “Keep what is there”.`,
    expired: (of) =>
      `What was said of attempt ${of} was shown for its full time and is off the board. It was done again: propose a new text to publish that, or choose “Publish no more”.`,
    takenDown: (since) =>
      `It has been off the board since ${since}. Propose a corrected text, to be looked at and published as the first was, with its photographs chosen anew; or choose “Do not publish”.`,
    redrafted: (of) => `The board still tells of attempt ${of}; once published, the new text takes its place.`,
    consent: 'The resident agreed to publication',
    noConsent: 'The resident has not agreed to publication',
    open: (n) =>
      n === 1
        ? '1 place looks like personal data: rewrite it, or clear it with a reason.'
        : `${n} places look like personal data: rewrite them, or clear each with a reason.`,
    blocked: (n) =>
      n === 1
        ? 'It cannot be published yet: 1 place looks like personal data and is not cleared.'
        : `It cannot be published yet: ${n} places look like personal data and are not cleared.`,
    clearOf: (what) => `Clear “${what}”`,
    same: (on, undecided, kept) =>
      `It says the same as what was taken off the board after an objection of ${on}${undecided ? ', which nobody had decided' : ''}, and cannot be published with everything in it. ${kept ? 'Read that objection and change what it is about' : 'The order shows its last objection alone, not that one: change the words'}; where a photograph was wrong, leave it out or cover more of it.`,
    nearly: (on, undecided, kept) =>
      `It is nearly what was taken off the board after an objection of ${on}${undecided ? ', which nobody had decided' : ''}. ${kept ? 'Read that objection and see whether what it is about was changed.' : 'The order shows its last objection alone, not that one.'} With everything in it, all that is other:`,
    byFields:
      'Where what was done or the photographs are left out, what is chosen is compared again when it is published, and may be found otherwise.',
    onlyPhotos: 'the photographs',
    nothing: '(nothing)',
    clear: 'No personal data was found.',
    cleared: '(cleared)',
    kinds: {
      phone: 'a mobile number',
      landline: 'a telephone number',
      id: 'an identity number',
      card: 'a bank card',
      plate: 'a number plate',
      email: 'an e-mail address',
      account: 'an account',
      number: 'a long number',
      address: 'an address',
      name: 'a name',
      own: 'telephone, address or room of this order',
    },
    looksLike: (kind) => `looks like ${kind}`,
    which: 'Which place',
    none: 'Nothing is left to clear.',
    changed: 'The text or a photograph has changed since you opened this. Look at the new draft first.',
    lookedAgain: 'I have looked at the new draft',
  },
);

type Finding = Reply<'listFindings'>['findings'][number];
type Taken = NonNullable<Reply<'listFindings'>['taken']>;

const useStanding = (order: Order) =>
  useQuery({
    queryKey: ['findings', order.id, order.revision],
    queryFn: () => get<'listFindings'>(`/api/v1/orders/${order.id}/findings`),
    enabled: may(order, 'clearFinding'),
  });
export const useFindings = (order: Order): readonly Finding[] | undefined => useStanding(order).data?.findings;

const may = ({ allowed }: Order, command: string): boolean => allowed.some(({ type }) => type === command);

/** What stands on the board tells of a time before, and nothing new is written yet: what is there as the proposal is that. */
export const isOutdated = (order: Order): boolean => may(order, 'keepPublication') && !may(order, 'clearFinding');

/** It stood on the board and was taken off it, and nothing new is written yet: what is there as the proposal is that. */
const isTakenDown = (order: Order): boolean => wasPublic(order) && !may(order, 'clearFinding');

/** An older process says it of what was published last, not yet of the text that lies there. */
const wasPublic = (order: Order): boolean =>
  order.proposal !== null &&
  (order.proposal.takenDown ?? (order.publication?.takenDownAt !== undefined && may(order, 'propose')));

/** It was set aside, and the order was done again since: what is there as the proposal was never public. */
export const isSetAside = (order: Order): boolean =>
  !wasPublic(order) && may(order, 'propose') && !may(order, 'clearFinding') && !isOutdated(order);

/** Its time on the board is over: there is nothing left to keep. */
export const isExpired = ({ publication }: Order): boolean =>
  publication?.until != null && Date.parse(publication.until) <= now();

/** Which time of doing it the board still tells of; undefined where what stands there is the last one. */
const still = (order: Order): number | undefined => (may(order, 'keepPublication') ? order.publication?.resultOf : undefined);

type Field = Finding['field'];
const textOf = ({ proposal }: Order, field: Field): string => proposal?.[field] ?? '';

export function Proposal({ order }: { readonly order: Order }) {
  const { data: standing, error } = useStanding(order);
  const data = standing?.findings;
  const left = data?.filter(({ cleared }) => !cleared).length ?? 0;
  const of = still(order);
  return (
    <section className="card stack">
      <h2>{s.title}</h2>
      {of !== undefined && (
        <p className="notice">
          {isExpired(order) ? s.expired(of) : isOutdated(order) ? s.outdated(order.redone?.time ?? of + 1, of) : s.redrafted(of)}
        </p>
      )}
      {isTakenDown(order) && <p className="notice">{s.takenDown(when(order.publication?.takenDownAt ?? ''))}</p>}
      <p className={order.publishConsent ? 'soft' : 'notice alarm'}>{order.publishConsent ? s.consent : s.noConsent}</p>
      {error && (
        <p className="notice alarm" role="alert">
          {messageOf(error)}
        </p>
      )}
      {data && <p className={left > 0 ? 'notice alarm' : 'notice'}>{left > 0 ? s.open(left) : s.clear}</p>}
      {standing?.taken && <LikeTaken taken={standing.taken} last={order.publication?.objection?.at} />}
      <div className="beside">
        <Original order={order} />
        <div className="stack">
          <h3>{headingOf(order)}</h3>
          {(['title', 'text', 'after'] as const).map((field) =>
            textOf(order, field) === '' ? null : (
              <p key={field} className="said">
                {field === 'title' ? <strong>{marked(order, field, data ?? [])}</strong> : marked(order, field, data ?? [])}
              </p>
            ),
          )}
        </div>
      </div>
    </section>
  );
}

/** Most of it went off the board by an objection: the same is not published, and of what is nearly the same somebody sees what is other. */
function LikeTaken({
  taken: { objectedAt, undecided, same, changes },
  last,
}: {
  readonly taken: Taken;
  /** When the one objection was made that the order shows. */
  readonly last: string | undefined;
}) {
  const kept = objectedAt === last;
  if (same)
    return (
      <p className="notice alarm">
        {s.same(when(objectedAt), undecided, kept)} {s.byFields}
      </p>
    );
  return (
    <div className="notice stack">
      <p>{s.nearly(when(objectedAt), undecided, kept)}</p>
      <ul>
        {changes.length === 0 && <li>{s.onlyPhotos}</li>}
        {changes.map(({ field, was, is }, at) => (
          <li key={at}>
            {labelOf(field)} · <del lang="zh-CN">{was || s.nothing}</del> → <ins lang="zh-CN">{is || s.nothing}</ins>
          </li>
        ))}
      </ul>
      <p className="small">{s.byFields}</p>
    </div>
  );
}

/** Whether the public will read it, reads it, could, or never did. */
function headingOf(order: Order): string {
  if (isTakenDown(order)) return s.was;
  if (isSetAside(order)) return s.setAside;
  if (!isOutdated(order)) return s.proposal;
  return isExpired(order) ? s.was : s.shown;
}

/** What a draft is written from, to stand beside it. */
export const Original = ({ order: { text, result } }: { readonly order: Order }) => (
  <div className="stack">
    <h3>{s.original}</h3>
    <p className="said">{text ?? t.order.hidden}</p>
    {result && <p className="said">{result}</p>}
  </div>
);

/** The text of a field with its findings marked, in the order in which they stand. */
function marked(order: Order, field: Field, findings: readonly Finding[]): ReactNode {
  const text = textOf(order, field);
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { id, start, end, kind, cleared } of findings
    .filter((one) => one.field === field)
    .toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    parts.push(text.slice(at, start));
    parts.push(
      cleared ? (
        <span key={id}>
          {text.slice(start, end)}
          <small className="soft">{s.cleared}</small>
        </span>
      ) : (
        <span key={id}>
          <mark>{text.slice(start, end)}</mark>
          <small className="soft">{inBrackets('', s.looksLike(wordOf(s.kinds, kind)))}</small>
        </span>
      ),
    );
    at = end;
  }
  return [...parts, text.slice(at)];
}

interface PickerProps {
  readonly order: Order;
  readonly id: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly set: (value: unknown) => void;
}

/** One of the places that nobody has cleared yet. */
export function FindingPicker({ order, id, value, error, set }: PickerProps) {
  const data = useFindings(order);
  if (!data) return <p role="status">{w.loading}</p>;
  const left = data.filter(({ cleared }) => !cleared);
  if (left.length === 0) return <p id={id}>{s.none}</p>;
  return (
    <Choices
      id={id}
      label={s.which}
      error={error}
      value={typeof value === 'string' ? value : ''}
      options={left.map(({ id: finding, field, start, end, kind }) => ({
        value: finding,
        label: textOf(order, field).slice(start, end),
        hint: `${labelOf(field)} · ${s.looksLike(wordOf(s.kinds, kind))}`,
      }))}
      onChange={set}
    />
  );
}

interface OpenFindingsProps {
  readonly order: Order;
  readonly clear: (finding: string) => void;
}

/** What still stands against publishing, each a way to clear it; nothing where nothing does. */
export function OpenFindings({ order, clear }: OpenFindingsProps) {
  const left = useFindings(order)?.filter(({ cleared }) => !cleared) ?? [];
  if (left.length === 0) return null;
  return (
    <div className="notice alarm stack" role="status">
      <p>{s.blocked(left.length)}</p>
      <ul className="stack">
        {left.map(({ id, field, start, end, kind }) => (
          <li key={id}>
            <button type="button" className="button" onClick={() => clear(id)}>
              {s.clearOf(textOf(order, field).slice(start, end))}
            </button>{' '}
            <span className="small">
              {labelOf(field)} · {s.looksLike(wordOf(s.kinds, kind))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Nothing, unless the draft changed while the form was open: then nobody publishes it before he says that he looked again. */
export function DraftLookedAt({ order, id, value, error, set }: PickerProps) {
  const draft = order.proposal?.draft;
  if (draft === undefined || draft === value) return <></>;
  return (
    <div id={id} className="notice alarm stack">
      <p role="status">{error ?? s.changed}</p>
      <button type="button" className="button" onClick={() => set(draft)}>
        {s.lookedAgain}
      </button>
    </div>
  );
}
