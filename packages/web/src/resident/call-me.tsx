// 请给我回电: a telephone number and nothing else; the window calls back and writes down what it is about.
import { isTelephone } from '@six-order/api/telephone';
import { type FormEvent, useEffect, useLayoutEffect, useState } from 'react';
import { Link } from 'wouter';
import { newKey, post, type Reply } from '../shared/api/client.ts';
import type { boot } from '../shared/boot.ts';
import { when } from '../shared/time.ts';
import { CommunityField } from '../shared/ui/community-field.tsx';
import { type Errors, Summary, TextArea, TextField } from '../shared/ui/field.tsx';
import { f } from '../shared/ui/form-words.ts';
import { inLanguage, w } from '../shared/words.ts';
import { isUnserved, useCommunities } from './place/places.ts';
import { ownOnly } from './place/draft.ts';
import { NumberAndCode } from './number-and-code.tsx';
import { Sentence } from './sentence.tsx';
import { ForWhom } from './place/for-whom.tsx';
import { Whose } from './place/whose.tsx';
import { p } from './place/words.ts';
import { isAtPhone, useOwnPhone } from './place/own-phone.ts';
import { useSending } from './use-sending.ts';
import { t } from './words.ts';

const s = inLanguage(
  {
    lead: '留个电话就行。上班时间半小时内，社区窗口会打给您，您在电话里说。',
    about: '大概什么事',
    text: '请给我回电，我在电话里说。',
    send: '请给我回电',
    done: '记下了，请等电话',
    when: (due: string) => `窗口会在${due} 前打给您，请留意接听。`,
  },
  {
    lead: 'A telephone number is enough. The window calls within half an hour of office time, and you tell them then.',
    about: 'What it is about',
    text: 'Please call me: I will tell you on the telephone.',
    send: 'Please call me',
    done: 'Noted: please wait for the call',
    when: (due) => `The window calls you before ${due}.`,
  },
);

/** 政策咨询: whoever calls back finds out which matter it is. */
const UNSAID = '1001';
/** Characters of an order's text. */
const MOST = 2_000;

export function CallMe({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  const [key] = useState(newKey);
  const [phone, setPhone] = useState('');
  const ownPhone = useOwnPhone(me);
  useEffect(() => {
    if (ownPhone !== null && !isAtPhone()) setPhone((before) => before || ownPhone);
  }, [ownPhone]);
  const [text, setText] = useState('');
  const home = /^\d{12}/.exec(me.post.unit.code)?.[0] ?? '';
  const [community, setCommunity] = useState(home);
  const communities = useCommunities();
  const unserved = isUnserved(community, communities);
  const asRelative = me.post.role === 'relative';
  const [onBehalfOf, setOnBehalfOf] = useState('');
  const [mine, setMine] = useState(false);
  const own = ownOnly(me) || mine;
  const [placed, setPlaced] = useState<Reply<'placeOrder'> | null>(null);
  useLayoutEffect(() => {
    if (placed) document.querySelector('h1')?.focus();
  }, [placed]);

  const still: Errors = {
    ...(!isTelephone(phone) && { phone: p.telephone }),
    ...(text.trim().length > MOST && { text: p.tooLong(text.trim().length, MOST) }),
    ...(community === '' && { community: w.field.chosen(t.place.community) }),
    ...(unserved && { community: t.place.notServed }),
    ...(asRelative && onBehalfOf === '' && { 'on-behalf-of': w.field.chosen(f.input.onBehalfOf) }),
  };
  const { beside, summary, failure, busy, submit } = useSending(still, () =>
    post<'placeOrder'>(
      '/api/v1/orders',
      {
        category: UNSAID,
        unit: community,
        text: text.trim() || s.text,
        contact: { name: me.person.name, phone: phone.trim() },
        callBack: true,
        ...(!ownOnly(me) && { source: mine ? 'resident' : 'proxy' }),
        ...(asRelative && { onBehalfOf }),
      },
      key,
    ).then(setPlaced),
  );

  if (placed) {
    const { order, queryCode } = placed;
    return (
      <div className="stack">
        <h1 tabIndex={-1}>{s.done}</h1>
        <p className="promise">
          <Sentence text={s.when(order.dueAt ? when(order.dueAt) : '')} />
        </p>
        <div className="receipt stack">
          <NumberAndCode order={order} queryCode={queryCode} />
          <p>{queryCode ? (own ? t.receipt.keep : p.keepOther) : p.notHere}</p>
        </div>
        <Link className="button main" href={`/orders/${order.id}`}>
          {t.receipt.see}
        </Link>
      </div>
    );
  }
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <h1 tabIndex={-1}>{t.callMe.title}</h1>
      <p>{s.lead}</p>
      <Summary errors={summary} failure={failure} />
      <Whose me={me} own={mine} set={setMine} />
      {asRelative && <ForWhom value={onBehalfOf} error={beside['on-behalf-of']} set={setOnBehalfOf} />}
      <TextField
        id="phone"
        label={t.place.phone}
        hint={phone === ownPhone ? p.ownPhone : undefined}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={20}
        value={phone}
        error={beside['phone']}
        onInput={setPhone}
      />
      {(home === '' || isUnserved(home, communities)) && (
        <CommunityField
          id="community"
          label={t.place.community}
          value={unserved ? '' : community}
          error={beside['community'] ?? (unserved ? t.place.notServed : undefined)}
          options={communities.map(({ code, name, street }) => ({ value: code, label: name, group: street }))}
          onChange={setCommunity}
        />
      )}
      <TextArea id="text" label={s.about} optional value={text} error={beside['text']} onInput={setText} />
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? w.sending : s.send}
      </button>
    </form>
  );
}
