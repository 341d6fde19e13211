// Rules about evaluation and publication (domain research 5.1, 7).
import { countOf, msOf } from '@six-order/community/policies/policies';
import { draftOf } from '@six-order/community/publication/draft';
import { findingWords } from '@six-order/community/publication/finding-words';
import { MAX_PHOTOS } from '@six-order/community/publication/photo';
import type { Context, Evaluation } from '../context.ts';
import type { Args, Event } from '../event.ts';
import { design, research, rule, sayDay } from './word.ts';

/** 差评: not solved, or one or two stars. */
export const isBad = ({ solved, stars }: { readonly solved?: unknown; readonly stars?: unknown }): boolean =>
  solved === 'no' || (typeof stars === 'number' && stars <= 2);

const badRounds = ({ rounds }: Context): number => rounds.filter(isBad).length;

/** One more, and the level above takes the order over. */
export const isBadOftenEnough = (context: Context): boolean => badRounds(context) >= countOf(context.policies, 'reworks');
const last = ({ rounds }: Context): Evaluation | undefined => rounds.at(-1);

const isUnhappy = ({ input }: Event): boolean => isBad(input);

/** To one item by one person, who is known by the contact that he leaves; who leaves none is one person with all who leave none. */
export const MAX_OBJECTIONS = 2;

/** Whether the text and every photograph of it are this person's own work: he has seen them. */
const isAllBy = (proposal: Context['proposal'], person: string | null): boolean =>
  proposal !== null && [proposal, ...(proposal.photos ?? [])].every(({ by }) => by === person);

/** By name (community/publication/scan.ts); none where nothing was scanned. */
const openFindings = ({ context: { proposal }, event: { facts } }: Args): readonly string[] =>
  ((facts['showing']?.findings ?? []) as readonly string[]).filter((finding) => !proposal?.cleared?.includes(finding));

/** What was published last went by an objection to it. */
export const wentByObjection = ({ publicObjection, publishedAt }: Pick<Context, 'publicObjection' | 'publishedAt'>): boolean =>
  publicObjection?.upheld === true && publishedAt !== null && publicObjection.at >= publishedAt;

const textParts = ['title', 'text', 'after'] as const;

/** With what stood on the board last, where an objection to it was upheld. Of what had photographs those may be what was wrong: it is not. */
export function barredTextsOf(context: Context): NonNullable<Context['barredTexts']> {
  const { proposal, barredTexts = [] } = context;
  if (!proposal || proposal.photos || !wentByObjection(context)) return barredTexts;
  const { title, text, after } = proposal;
  return [...barredTexts, { title: title.digest, text: text.digest, ...(after && { after: after.digest }) }];
}

export const evaluationRules = {
  isUnhappy: rule(research('5.1'), '不是差评', 'the evaluation is not a bad one', ({ event }) => isUnhappy(event)),
  wasUnhappy: rule(
    research('2.6'),
    '此前没有差评',
    'there was no bad evaluation before',
    ({ context }) => badRounds(context) > 0,
  ),
  isUnhappyTooOften: rule(
    research('2.6', '二次差评提级', 'taken up after the second bad evaluation'),
    '重办次数未到上限',
    'it may be worked on again',
    ({ context }) => isBadOftenEnough(context),
  ),
  mayChange: rule(
    research('5.1', '7 天内可改评', 'changed within 7 days'),
    '改评期已过',
    'the time to change the evaluation is over',
    ({ context, event }) => event.at <= (last(context)?.changeBy ?? 0),
    ({ context }) => {
      const day = sayDay(last(context)?.changeBy ?? 0);
      return { zh: `评价可改到${day.zh}为止`, en: `the evaluation could be changed until ${day.en}` };
    },
  ),
  /** What is offered is judged without an answer: one way is open. */
  isNotOverruling: rule(
    research('3.1', '评单由居民本人', 'the resident evaluates'),
    '居民凭链接、评价码或查询码自己评过的，代录只能改为没有办好，重新办理；其他的由居民本人告诉社区',
    'what was said by a link, a slip or the query code is written anew only as a bad word, which starts the work again',
    ({ context, event: { input } }) => last(context)?.byToken !== true || input['solved'] === undefined || isBad(input),
  ),
  mayReview: rule(
    research('2.4', '差评核查：紧急 2 小时，其他 1 个工作日', 'review of a bad evaluation: urgent 2 hours, else 1 working day'),
    '没有可核查的差评，或核查期已过',
    'there is no bad evaluation to review, or the time for it is over',
    ({ context, event }) => {
      const evaluation = last(context);
      return (
        evaluation !== undefined &&
        isBad(evaluation) &&
        evaluation.reviewedBy === undefined &&
        event.at <= (evaluation.reviewBy ?? 0)
      );
    },
    ({ context }) => {
      const evaluation = last(context);
      if (!evaluation || !isBad(evaluation)) return { zh: '最近一次不是差评', en: 'the last evaluation is not a bad one' };
      if (evaluation.reviewedBy !== undefined) return { zh: '已核查过', en: 'it was reviewed already' };
      const day = sayDay(evaluation.reviewBy ?? 0);
      return { zh: `核查期已于${day.zh}届满`, en: `the time to review it ended on ${day.en}` };
    },
  ),
  isRecent: rule(
    research('2.6', '回头看 30 天', 'second look after 30 days'),
    '结束已超过 30 天',
    'it ended more than 30 days ago',
    ({ context, event }) => event.at <= (context.closedAt ?? event.at) + msOf(context.policies, 'called-within'),
    ({ context: { policies } }) => {
      const days = Math.floor(msOf(policies, 'called-within') / 86_400_000);
      return { zh: `结束已超过 ${days} 天`, en: `it ended more than ${days} days ago` };
    },
  ),
  mayBePublished: rule(
    research('7', '《个人信息保护法》第二十五条：单独同意', 'PIPL article 25: separate consent'),
    '居民没有同意公开',
    'the resident did not agree to publication',
    ({ context }) => context.publishConsent && context.publishAfter === undefined,
  ),
  mayBePublishedNow: rule(
    research('7', '《个人信息保护法》第二十五条：单独同意', 'PIPL article 25: separate consent'),
    '居民没有同意公开',
    'the resident did not agree to publication',
    ({ context }) => context.publishConsent,
  ),
  isScanned: rule(
    research('7', '命中即阻断，逐项人工确认', 'a hit blocks until a person clears it'),
    '拟稿中有疑似个人信息，须逐项核实后才能发布',
    'the text has what looks like personal data: each place must be cleared first',
    // Absent in what was published before there was a scan.
    (args) => openFindings(args).length === 0,
    (args) => {
      const open = openFindings(args);
      return {
        zh: `拟稿中还有 ${open.length} 处疑似个人信息没有核实：${open.map((one) => findingWords(one).zh).join('、')}。重新拟稿去掉，或者逐处核实`,
        en: `${open.length} ${open.length === 1 ? 'place looks' : 'places look'} like personal data and ${open.length === 1 ? 'is' : 'are'} not cleared: ${open.map((one) => findingWords(one).en).join(', ')}; rewrite it, or clear each`,
      };
    },
  ),
  isPreviewed: rule(
    research('7', '谁审定了哪些内容', 'who approved what'),
    '拟稿在您看过之后改动过，请重新核对后再发布',
    'the proposal has changed since you looked at it: look at it again before you publish it',
    // Absent in what was published before drafts had names.
    ({ context: { proposal }, event: { actor, input, facts } }) =>
      input['proposal'] === undefined
        ? facts['showing']?.named !== true || isAllBy(proposal, actor.person)
        : proposal !== null && input['proposal'] === draftOf(proposal),
    ({ event: { input } }) =>
      input['proposal'] === undefined
        ? {
            zh: '发布别人拟的稿，须写明核对的是哪一稿（proposal，见预览的 draft）',
            en: 'whoever publishes what somebody else wrote names the draft that he looked at (proposal, as `draft` of the preview)',
          }
        : {
            zh: '拟稿在您看过之后改动过，请重新核对后再发布',
            en: 'the proposal has changed since you looked at it: look at it again before you publish it',
          },
  ),
  isNewGround: rule(
    design,
    `同样的异议已审定为不成立；同一人对同一条最多提 ${MAX_OBJECTIONS} 次，再提须有新的理由`,
    `the same objection was decided and not upheld; one person objects to an item ${MAX_OBJECTIONS} times at most, again with a new ground only`,
    ({ context: { deniedObjections = [] }, event: { input } }) => {
      if (input['reason'] === undefined) return true;
      const own = deniedObjections.filter(({ by }) => by === (input['contact']?.digest ?? null));
      return own.length < MAX_OBJECTIONS && own.every(({ ground }) => ground !== input['reason'].digest);
    },
  ),
  isOnBoard: rule(
    research('7', '默认公开六个月', 'shown for six months by default'),
    '公开期限已满，公开栏上已经没有这一单',
    'its time is over: it is off the board already',
    ({ context: { showing }, event: { at } }) => showing === undefined || at < showing.until,
  ),
  isCorrected: rule(
    design,
    '这段文字因异议成立已经撤下，不能原样再晒，请改过再拟稿',
    'this very text was taken off the board by an upheld objection: change it before you propose it again',
    ({ context: { barredTexts = [] }, event: { input } }) =>
      input['title'] === undefined || barredTexts.every((text) => textParts.some((part) => input[part]?.digest !== text[part])),
  ),
  isNotAsUpheld: rule(
    design,
    '同样的内容因异议成立撤下过（只改空格、标点的也算），不能再晒：请改文字重新拟稿；照片有问题的，去掉或者多遮一些',
    'the same was taken off the board by an upheld objection (other spaces or punctuation make no other text): change the text and propose it anew; where a photograph was wrong, leave it out or cover more of it',
    // Absent of what nobody objected to, and in what was published before it was asked.
    ({ event: { facts } }) => facts['showing']?.asUpheld !== true,
    ({ context: { publicObjection }, event: { facts } }) => {
      const objected = facts['showing']?.objected as { readonly at: number; readonly undecided: boolean } | undefined;
      const on = objected && sayDay(objected.at);
      // An order shows its last objection alone.
      const kept = objected === undefined || objected.at === publicObjection?.at;
      return {
        zh: `同样的内容${on ? `，${on.zh}有人提出异议，${objected?.undecided ? '没等审定就撤下了' : '已经撤下'}` : '因异议成立撤下过'}（只改空格、标点的也算），不能再晒：${kept ? '请看那条异议，改掉它说的地方' : '请改文字'}，重新拟稿；照片有问题的，去掉或者多遮一些`,
        en: `the same was taken off the board ${on ? `after an objection of ${on.en}${objected?.undecided ? ', which nobody had decided' : ''}` : 'by an upheld objection'} (other spaces or punctuation make no other text): ${kept ? 'read that objection, change what it is about' : 'change the text'} and propose it anew; where a photograph was wrong, leave it out or cover more of it`,
      };
    },
  ),
  isPhotoOfOrder: rule(
    research('7', '照片重新编码、打码后方可公开', 'photographs are encoded anew and covered before they are public'),
    '此单没有这张照片（录音和文件不能公开）',
    'the order has no such photograph (recordings and papers are never published)',
    ({ context: { attachments = [] }, event: { input } }) =>
      attachments.some(({ id, kind }) => kind === 'photo' && (input['photo'] === undefined || id === input['photo'])),
  ),
  hasRoomForPhoto: rule(
    design,
    `一件公开事项最多 ${MAX_PHOTOS} 张照片`,
    `an item has ${MAX_PHOTOS} photographs at most`,
    ({ context: { proposal }, event: { input } }) => {
      const photos = proposal?.photos ?? [];
      return photos.length < MAX_PHOTOS || input['photo'] === undefined || photos.some(({ photo }) => photo === input['photo']);
    },
  ),
  isPrepared: rule(
    design,
    '拟稿中没有这张照片',
    'the proposal does not have that photograph',
    ({ context: { proposal }, event: { input } }) =>
      (proposal?.photos ?? []).some(({ photo }) => input['photo'] === undefined || photo === input['photo']),
  ),
  upholds: rule(design, '异议不成立', 'the objection is not upheld', ({ event }) => event.input['upheld'] === true),
  waitsForEvaluation: rule(
    design,
    '评单之后再晒',
    'it is published after the evaluation',
    ({ context }) => context.publishConsent && context.publishAfter === 'evaluation',
  ),
  hasConsent: rule(
    research('7'),
    '没有同意过公开',
    'there was no consent to publication',
    ({ context }) => context.publishConsent,
  ),
  hasNoConsent: rule(
    research('7'),
    '已经同意公开',
    'there is consent to publication already',
    ({ context }) => !context.publishConsent,
  ),
  mayBeShown: rule(
    research('4', '敏感类不公开', 'sealed categories are never published'),
    '此类事项不公开',
    'this kind is never published',
    ({ context }) => !context.sealed,
  ),
  isOpenOrDone: rule(
    design,
    '此单没有办结就结束了',
    'the order ended without being finished',
    ({ context }) => context.closedAt === null || context.finishedAt !== null,
  ),
  isDone: rule(design, '还没有办结', 'the work is not finished', ({ context }) => context.finishedAt !== null),
} as const;
