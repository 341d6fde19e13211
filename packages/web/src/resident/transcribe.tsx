// 代录评价: what the resident said, in the form of 评单, with how it came.
import { useState } from 'react';
import { Choices } from '../shared/ui/field.tsx';
import { inLanguage, w } from '../shared/words.ts';
import { type Answers, EvaluateForm } from './evaluate.tsx';

const s = inLanguage(
  {
    title: '替居民代录评价',
    change: '改录评价（评价后 7 天内）',
    lead: '请照居民的原话记，评多少星由居民自己定。代录的会注明是代录，还会抽一部分回访。居民也可以凭回执上的单号和查询码自己评。',
    how: '居民怎么说的？',
    ways: { proxy: '当面对我说的', telephone: '打电话说的', window: '在窗口说的' },
    ask: '居民说，事情解决了吗？',
    stars: '居民满意吗？',
    comment: '居民还说了什么',
    bad: '居民这样评，会安排重新办理，不会算作办完。',
    send: '提交代录',
    done: '居民的评价已经记下，注明是代录的。',
    others:
      '这一单不由您评价：居民自己评，登录或者凭单号和查询码；替别人写下的，可以在写下它的岗位代录评价；您自己发现、派过或办过的，由社区里没有经手的人代录。',
  },
  {
    title: 'Write down what the resident says of it',
    change: 'Write down a change (within 7 days of it)',
    lead: 'Write it as the resident says it: the stars are theirs to give. It is marked as written down, and some of those are called about. The resident may also evaluate by number and query code of the receipt.',
    how: 'How did they say it?',
    ways: { proxy: 'to me, in person', telephone: 'by telephone', window: 'at the window' },
    ask: 'Is it solved, as the resident says?',
    stars: 'How satisfied is the resident?',
    comment: 'Anything else they said',
    bad: 'With this answer the work starts again; it does not count as done.',
    send: 'Write it down',
    done: 'It is written down, and marked as such.',
    others:
      'This is not yours to evaluate: the resident does, signed in or by number and query code; of what you wrote down for another you may write their evaluation down in the post you did it in; of what you found, dispatched or handled yourself, somebody of the community who had no part in it does.',
  },
);

const ways = ['proxy', 'telephone', 'window'] as const;

interface Transcription extends Answers {
  readonly how: (typeof ways)[number];
}

/** What opens it once it was evaluated; what is said once it is written down; whose word counts, to whoever cannot evaluate as a resident. */
export const { change: changeWritten, done: written, others: notAsResident } = s;

/** What somebody says who has no account, or whom a relative speaks for: in his words, and how they came. */
export function Transcribe({ send }: { readonly send: (input: Transcription, key: string) => Promise<unknown> }) {
  const [how, setHow] = useState('');
  return (
    <div className="card asks stack">
      <h2>{s.title}</h2>
      <p>{s.lead}</p>
      <EvaluateForm
        words={s}
        lacking={how === '' ? { how: w.field.chosen(s.how) } : {}}
        first={(errors) => (
          <Choices
            id="how"
            label={s.how}
            value={how}
            error={errors['how']}
            onChange={setHow}
            options={ways.map((value) => ({ value, label: s.ways[value] }))}
          />
        )}
        send={(answers, key) => send({ ...answers, how: how as Transcription['how'] }, key)}
      />
    </div>
  );
}
