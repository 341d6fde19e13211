// 点单: one question on each screen, the first of them on two. The browser's back goes one screen back and loses nothing.
import { f } from '../../shared/ui/form-words.ts';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { newKey, post, type Reply } from '../../shared/api/client.ts';
import { isRefused } from '../../shared/again.ts';
import { type boot, named } from '../../shared/boot.ts';
import { Attach } from '../../shared/ui/attach.tsx';
import { CommunityField } from '../../shared/ui/community-field.tsx';
import { Check, SelectField, TextArea, TextField } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { useCategories } from '../categories.ts';
import { t } from '../words.ts';
import { CheckAnswers } from './check.tsx';
import {
  afterRefusal,
  asOwn,
  comesOtherwise,
  type Draft,
  firstDraft,
  forget,
  isOf,
  isOwn,
  isUnchanged,
  keepDraft,
  ownOnly,
} from './draft.ts';
import { kept, type Sent } from './pressed.ts';
import { MeToo } from './me-too.tsx';
import { isAtPhone, useOwnPhone } from './own-phone.ts';
import { isUnserved, outsideSaid, useBuildings, useCommunities } from './places.ts';
import { ForWhom } from './for-whom.tsx';
import { Question, type Step, steps, textOf, wrong } from './question.tsx';
import { Receipt } from './receipt.tsx';
import { Drop, Refused } from './refused.tsx';
import { sendOrder } from './send.ts';
import { What } from './what.tsx';
import { Whose } from './whose.tsx';
import { WayHome } from '../way-home.tsx';
import { p } from './words.ts';

const OUTDOORS = 'outdoors';

export function Flow({ me }: { readonly me: NonNullable<typeof boot.me> }) {
  const search = useSearch();
  const opened = new URLSearchParams(search);
  const [draft, setDraft] = useState<Draft>(() => ({
    ...firstDraft(me),
    ...placeOf(opened.get('unit')),
    // Begun anew elsewhere than from a visit, it is of none.
    ...(!opened.has('step') && { visit: opened.get('visit') ?? '' }),
  }));
  /** Said until it is sent anew, whatever is mended meanwhile. */
  const [refused, setRefused] = useState(draft.sent?.refused ?? null);
  const [linked, setLinked] = useState(false);
  const [placed, setPlaced] = useState<Reply<'placeOrder'> | null>(null);
  const categories = useCategories();
  const communities = useCommunities();
  const buildings = useBuildings(draft.community);
  const asked = new URLSearchParams(search).get('step') as Step | 'item' | null;
  const before = new URLSearchParams(search).get('placed');
  // Read again or come back to, the address of a receipt leads to its order, where it is printed: nothing of it is kept here.
  useLayoutEffect(() => {
    if (placed) {
      if (before !== placed.order.id) navigate(`/place?placed=${placed.order.id}`, { replace: true });
    } else if (before) navigate(`/orders/${encodeURIComponent(before)}`, { replace: true });
  }, [placed, before]);
  // Nobody comes to a later question past one that is not answered.
  const first = steps.find((step) => step !== 'check' && Object.keys(wrong(step, draft, communities)).length > 0) ?? 'check';
  const at = Math.max(0, Math.min(steps.indexOf(asked as Step), steps.indexOf(first)));
  const step = steps[at] as Step;
  // It has the address of its own: nobody is taken on by what he answers before he says that he has.
  useLayoutEffect(() => {
    if (placed || before || steps.indexOf(asked as Step) <= at) return;
    navigate(`/place?step=${step}${asked === 'check' ? '&mend=' : ''}`, { replace: true });
  }, [asked, at, placed, before]);
  const still = wrong(step, draft, communities);
  const unserved = isUnserved(draft.community, communities);
  useEffect(() => {
    if (placed || step === 'check' || draft.sent?.refused !== null || !ownOnly(me)) return undefined;
    /**
     * What was pressed was sent from beside this question. Once it has arrived, what is answered here is another; what was changed meanwhile
     * is kept, and stays.
     */
    const heard = (): void => {
      const { key, sent } = kept<Draft>(me, 'place');
      if (key !== draft.key) {
        setDraft(firstDraft(me));
        navigate('/place', { replace: true });
      } else if (sent) {
        setDraft((before) => ({ ...before, sent }));
        setRefused(sent.refused);
      }
    };
    addEventListener('order-sent', heard);
    return () => removeEventListener('order-sent', heard);
  }, [placed, step, draft.sent, draft.key]);
  const building = buildings.find(({ code }) => code === draft.scanned);
  useEffect(() => {
    if (building) setDraft((before) => ({ ...before, building: building.id, scanned: '' }));
  }, [building]);
  const ownPhone = useOwnPhone(me);
  const isSealed = categories.find(({ code }) => code === draft.category)?.sealed;
  // Before the question is painted: whoever types at once types what he means.
  useLayoutEffect(() => {
    if (ownPhone === null || isSealed === undefined) return;
    // Of a confidential matter nobody is called at a telephone that the household may share, unless he wrote it down himself.
    if (isSealed && draft.phoneOffered) change({ ...(draft.phone === ownPhone && { phone: '' }), phoneOffered: false });
    if (!isSealed && step === 'contact' && draft.phone === '' && !draft.phoneOffered && draft.sent === null && !isAtPhone())
      change({ phone: ownPhone, phoneOffered: true });
  }, [ownPhone, isSealed, step]);
  /** The field that is gone to, empty for the whole question; null when no answer is mended. */
  const mending = new URLSearchParams(search).get('mend');
  const heading = useRef<HTMLDivElement>(null);
  /** The second screen of the first question. */
  const isItem = step === 'what' && asked === 'item' && draft.group !== '';
  const screen = isItem ? 'item' : step;
  const shown = useRef<string>(screen);

  // Before the question is painted: whoever types at once types into it.
  useLayoutEffect(() => {
    if (shown.current === screen && !placed) return;
    shown.current = screen;
    scrollTo(0, 0);
    const field = mending ? heading.current?.querySelector<HTMLElement>(`#${CSS.escape(mending)}`) : null;
    (field ?? heading.current?.querySelector('h1'))?.focus();
  }, [screen, placed]);

  /** As it was last written, whatever is shown yet. */
  const written = useRef(draft);
  const put = (part: (before: Draft) => Draft): void =>
    setDraft((before) => {
      const next = part(before);
      written.current = next;
      keepDraft(me, next);
      return next;
    });
  const change = (part: Partial<Draft>): void => {
    // Of what is said by now: a photograph that was long on its way, or an answer that came late, takes back nothing that was typed
    // meanwhile.
    put((before) => ({ ...before, at: screen, ...part, sent: null }));
  };
  const go = (to: Step): void => {
    if (draft.sent === null) put((before) => ({ ...before, at: to }));
    navigate(`/place?step=${to}`);
  };
  /** One answer, and back to all of them. */
  const mend = (to: Step | 'item', field = ''): void => navigate(`/place?step=${to}&mend=${field}`);
  const openGroup = (group: string): void => {
    if (group !== draft.group) change({ group, category: '' });
    if (mending === null) navigate('/place?step=item');
    else mend('item');
  };
  const next = (): void => go(asked === 'check' || mending !== null ? 'check' : (steps[at + 1] ?? 'check'));

  const drop = (): void => forget(me, 'place', draft.key);

  const own = isOwn(me, draft.source);
  const category = categories.find(({ code }) => code === draft.category);
  const submit = async (another: boolean): Promise<void> => {
    const room = draft.room.trim();
    const note = draft.spot.trim();
    const inside = draft.building !== '' && draft.building !== OUTDOORS;
    const chosen = buildings.find(({ id }) => id === draft.building);
    const unit = (inside && chosen?.parent) || draft.community;
    const publishConsent = draft.consent && category?.sealed !== true;
    const key = another ? newKey() : draft.key;
    // Whatever is read meanwhile, what is sent again is what was sent before.
    const again = another || draft.sent?.refused ? null : draft.sent;
    const sent: Sent = again ?? {
      asked: category?.consents ?? [],
      refused: null,
      body: {
        category: draft.category,
        text: textOf(draft),
        ...(draft.files.length > 0 && { attachments: draft.files.map(({ id }) => id) }),
        unit,
        place: { ...(inside && { building: draft.building }), ...(inside && room && { room }), ...(note && { note }) },
        ...(draft.source && { source: draft.source as 'proxy' }),
        ...(draft.onBehalfOf && { onBehalfOf: draft.onBehalfOf }),
        ...((publishConsent || draft.detailsConsent) && draft.consentHow && { consentHow: draft.consentHow }),
        ...(draft.detailsConsent && draft.consentHow && !draft.onBehalfOf && { detailsConsent: draft.detailsConsent as 'self' }),
        ...(draft.callBack && draft.phone.trim() && { callBack: true }),
        ...(draft.phone.trim() && { contact: { name: draft.name.trim() || me.person.name, phone: draft.phone.trim() } }),
        ...(draft.phone.trim() && draft.contactBySms && { contactBySms: true }),
        publishConsent,
        ...(draft.join && { join: draft.join }),
      },
    };
    setRefused(null);
    put((before) => ({ ...before, sent, key }));
    const waits = { page: 'place', sent, key, consents: draft.consents } as const;
    const isStill = (): boolean => shown.current === 'check' && isOf(written.current, waits) && isUnchanged(me, waits);
    const reply = await sendOrder(me, waits, isStill).catch((error: unknown) => {
      if (isRefused(error)) {
        setRefused(error);
        put((before) => (before.sent ? { ...before, sent: afterRefusal(sent, error) } : before));
      }
      throw error;
    });
    if (reply === null) return;
    if (draft.visit) setLinked(await linkTo(draft.visit, reply.order.id, key));
    // What was changed while it was on its way goes on being written: its writer is told when he sends it.
    if (isOf(written.current, waits)) setPlaced(reply);
  };

  if (placed)
    return (
      <div ref={heading}>
        <Receipt
          placed={placed}
          own={own}
          callBack={draft.callBack}
          {...(draft.visit && { visit: { id: draft.visit, linked } })}
        />
      </div>
    );
  if (before) return null;
  return (
    <div ref={heading} className="stack">
      {at > 0 || isItem || mending !== null ? (
        <button type="button" className="back" onClick={() => history.back()}>
          {w.back}
        </button>
      ) : (
        <WayHome />
      )}
      <p className="step">{t.place.step(at + 1, steps.length)}</p>
      {refused && step !== 'check' && <Refused refused={refused} />}
      {step === 'what' && (
        <What
          draft={draft}
          group={isItem ? draft.group : null}
          open={openGroup}
          others={mending === null ? null : () => mend('what')}
          change={change}
          next={next}
          categories={categories}
        />
      )}
      {step === 'where' && (
        <Question title={t.place.where} hint={t.place.whereHint} still={still} next={next}>
          {(errors) => (
            <>
              <CommunityField
                id="community"
                label={t.place.community}
                value={unserved ? '' : draft.community}
                error={errors['community'] ?? (unserved ? t.place.notServed : undefined)}
                options={communities.map(({ code, name, street }) => ({ value: code, label: name, group: street }))}
                onChange={(community) => change({ community, building: '', join: '' })}
              />
              <SelectField
                id="building"
                label={t.place.building}
                value={draft.building}
                error={errors['building']}
                options={[
                  ...buildings.map(({ id, name }) => ({ value: id, label: name })),
                  { value: OUTDOORS, label: outsideSaid(draft.community, buildings) },
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
        <Question title={t.place.text} hint={t.place.textHint} still={still} next={next}>
          {(errors) => (
            <>
              <MeToo category={draft.category} community={draft.community} join={draft.join} set={(join) => change({ join })} />
              <TextArea
                id="text"
                label={t.place.textLabel}
                optional={draft.join !== ''}
                value={draft.text}
                error={errors['text']}
                onInput={(text) => change({ text })}
              />
              <Attach
                id="files"
                label={f.attach.title}
                value={draft.files}
                error={errors['files']}
                set={(files) => change({ files })}
              />
            </>
          )}
        </Question>
      )}
      {step === 'contact' && (
        <Question title={own ? t.place.contact : t.place.contactOther} hint={t.place.contactHint} still={still} next={next}>
          {(errors) => (
            <>
              <Whose me={me} own={own} set={(mine) => change(asOwn(me, draft, mine))} />
              {me.post.role === 'relative' && (
                <ForWhom value={draft.onBehalfOf} error={errors['on-behalf-of']} set={(onBehalfOf) => change({ onBehalfOf })} />
              )}
              <TextField
                id="name"
                label={own ? t.place.name : t.place.nameOther}
                hint={p.nameHint}
                optional
                autoComplete="name"
                maxLength={40}
                value={draft.name}
                onInput={(name) => change({ name })}
              />
              <TextField
                id="phone"
                label={t.place.phone}
                hint={draft.phoneOffered && draft.phone === ownPhone ? p.ownPhone : undefined}
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
                label={own ? t.place.callBack : t.place.callBackOther}
                hint={own ? t.place.callBackHint : t.place.callBackHintOther}
                checked={draft.callBack}
                onChange={(callBack) => change({ callBack })}
              />
              {comesOtherwise(me) && !own && (
                <SelectField
                  id="source"
                  label={f.input.source}
                  value={draft.source}
                  error={errors['source']}
                  options={Object.entries(f.value.source)
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
          own={own}
          draft={draft}
          change={change}
          go={(to, field) => mend(to === 'what' ? 'item' : to, field)}
          submit={submit}
          drop={drop}
          atOnce={draft.sent !== null && draft.sent.refused === null}
          sealed={category?.sealed ?? false}
          asked={category?.consents ?? []}
          ordinary={category !== undefined && ['U2', 'U3'].includes(category.urgency)}
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
      {refused && step !== 'check' && <Drop drop={drop} />}
    </div>
  );
}

/** A building's QR sheet names the building by its code, which begins with the community's. */
function placeOf(code: string | null): Partial<Draft> {
  const community = /^(\d{12})\d*$/.exec(code ?? '')?.[1];
  return community ? { community, building: '', scanned: code ?? '' } : {};
}

/** Whether the order is linked to the visit now; whoever visits can do it there, too. */
const linkTo = (visit: string, order: string, key: string): Promise<boolean> =>
  post<'sendCommand'>(`/api/v1/orders/${encodeURIComponent(visit)}/commands`, { type: 'link', input: { order } }, key).then(
    () => true,
    () => false,
  );
