// 申请调解: a dispute between neighbours, or with a property firm, asked to be settled where it arises.
import { isTelephone } from '@six-order/api/telephone';
import { useEffect, useState } from 'react';
import { type Body, get, type Unit } from '../../shared/api/client.ts';
import { inWords, named } from '../../shared/boot.ts';
import { readUntilHeard } from '../../shared/again.ts';
import { when } from '../../shared/time.ts';
import { Choices, SelectField, TextField } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { useCategories } from '../categories.ts';
import { firstDraft } from '../place/draft.ts';
import type { Begun } from '../place/pressed.ts';
import { outsideSaid, useBuildings, useCommunities } from '../place/places.ts';
import { p } from '../place/words.ts';
import { t } from '../words.ts';
import { MatterFlow, type Screen, textScreen } from './flow.tsx';
import { useKept } from './kept.ts';
import { beginsHere, type Me, NotYours } from './not-yours.tsx';
import { m } from './words.ts';

interface Draft extends Begun {
  readonly category: string;
  readonly community: string;
  readonly building: string;
  readonly kind: string;
  /** Of the other side. */
  readonly name: string;
  readonly side: string;
  /** Of whoever it is asked for by a head of a household group. */
  readonly forWho: string;
  readonly text: string;
  /** Of whoever it is for. */
  readonly phone: string;
}

const OUTDOORS = 'outdoors';
const UNLISTED = 'unlisted';
const NAME = 40;

export const Dispute = ({ me }: { readonly me: Me }) =>
  beginsHere(me) ? <Ask me={me} /> : <NotYours me={me} matter="mediation" title={m.dispute.title} />;

function Ask({ me }: { readonly me: Me }) {
  const d = m.dispute;
  const own = me.post.role === 'resident';
  const { community: home, building } = firstDraft(me);
  const { draft, change, send, drop } = useKept<Draft>(
    'dispute',
    me,
    { category: '', community: home, building, kind: '', name: '', side: '', forWho: '', text: '', phone: '' },
    own ? {} : { name: '', forWho: '', text: '', phone: '', sent: null },
  );
  const categories = useCategories().filter(({ flags }) => flags.includes('mediation'));
  const communities = useCommunities();
  const buildings = useBuildings(draft.community);
  const units = useSides(draft.community);
  const byName = draft.kind === 'person' || draft.side === UNLISTED;
  const inside = draft.building !== '' && draft.building !== OUTDOORS;
  const name = draft.name.trim();
  const text = draft.text.trim();
  const phone = draft.phone.trim();

  const screens: readonly Screen[] = [
    {
      id: 'what',
      title: d.what,
      hint: d.whatHint,
      still: draft.category === '' ? { category: w.field.chosen(d.what) } : {},
      body: (errors) => (
        <>
          <p className="notice">
            {d.danger}{' '}
            <a className="button" href="tel:110">
              {d.dangerCall}
            </a>
          </p>
          {categories.length === 0 && <p role="status">{w.loading}</p>}
          <Choices
            id="category"
            label={d.answers.what}
            value={draft.category}
            error={errors['category']}
            options={categories.map(({ code, name: said }) => ({ value: code, label: named(said) }))}
            onChange={(category) => change({ category })}
          />
        </>
      ),
      name: d.answers.what,
      answer: named(categories.find(({ code }) => code === draft.category)?.name ?? { zh: '', en: '' }),
      members: ['category'],
    },
    {
      id: 'where',
      title: t.place.where,
      hint: d.whereHint,
      still: {
        ...(draft.community === '' && { community: w.field.chosen(t.place.community) }),
        ...(draft.building === '' && { building: w.field.chosen(t.place.building) }),
      },
      body: (errors) => (
        <>
          <SelectField
            id="community"
            label={t.place.community}
            value={draft.community}
            error={errors['community']}
            options={communities.map(({ code, name: said, street }) => ({ value: code, label: said, group: street }))}
            onChange={(community) => change({ community, building: '', side: '' })}
          />
          <SelectField
            id="building"
            label={t.place.building}
            value={draft.building}
            error={errors['building']}
            options={[
              ...buildings.map(({ id, name: said }) => ({ value: id, label: said })),
              { value: OUTDOORS, label: outsideSaid(draft.community, buildings) },
            ]}
            onChange={(chosen) => change({ building: chosen })}
          />
        </>
      ),
      name: d.answers.where,
      answer: [
        communities.find(({ code }) => code === draft.community)?.name,
        inside ? buildings.find(({ id }) => id === draft.building)?.name : outsideSaid(draft.community, buildings),
      ]
        .filter(Boolean)
        .join(' '),
      members: ['unit', 'building'],
    },
    {
      id: 'who',
      title: d.who,
      hint: d.whoHint,
      still: {
        ...(!own && draft.forWho.trim() === '' && { 'for-who': w.field.needed(d.forWho) }),
        ...(draft.kind === '' && { kind: w.field.chosen(d.who) }),
        ...(draft.kind === 'unit' && draft.side === '' && { side: w.field.chosen(d.unit) }),
        ...(byName && name === '' && { name: w.field.needed(draft.kind === 'unit' ? d.unitName : d.name) }),
      },
      body: (errors) => (
        <>
          {!own && (
            <TextField
              id="for-who"
              label={d.forWho}
              hint={d.forWhoHint}
              maxLength={NAME}
              value={draft.forWho}
              error={errors['for-who']}
              onInput={(forWho) => change({ forWho })}
            />
          )}
          <Choices
            id="kind"
            label={d.kind}
            value={draft.kind}
            error={errors['kind']}
            options={(['person', 'unit'] as const).map((value) => ({ value, label: d.kinds[value] }))}
            onChange={(kind) => change({ kind, name: '', side: kind === 'unit' && units.length === 0 ? UNLISTED : '' })}
          />
          {draft.kind === 'unit' && units.length > 0 && (
            <SelectField
              id="side"
              label={d.unit}
              value={draft.side}
              error={errors['side']}
              options={[...units.map(({ id, name: said }) => ({ value: id, label: said })), { value: UNLISTED, label: d.other }]}
              onChange={(side) => change({ side, name: '' })}
            />
          )}
          {byName && (
            <TextField
              id="name"
              label={draft.kind === 'unit' ? d.unitName : d.name}
              hint={draft.kind === 'unit' ? undefined : d.nameHint}
              maxLength={NAME}
              value={draft.name}
              error={errors['name']}
              onInput={(said) => change({ name: said })}
            />
          )}
        </>
      ),
      name: d.answers.who,
      answer: [
        !own && `${d.forWho}${w.colon}${draft.forWho.trim()}`,
        byName ? name : units.find(({ id }) => id === draft.side)?.name,
      ]
        .filter(Boolean)
        .join('\n'),
      members: ['parties'],
    },
    textScreen(draft.text, { title: d.text, hint: d.textHint, label: d.textLabel, name: d.answers.text }, (said) =>
      change({ text: said }),
    ),
    {
      id: 'contact',
      title: own ? t.place.contact : t.place.contactOther,
      hint: d.contactHint,
      still: phone !== '' && !isTelephone(phone) ? { phone: p.telephone } : ({} as Record<string, string>),
      body: (errors) => (
        <TextField
          id="phone"
          label={t.place.phone}
          optional
          type="tel"
          inputMode="tel"
          autoComplete={own ? 'tel' : 'off'}
          maxLength={20}
          value={draft.phone}
          error={errors['phone']}
          onInput={(said) => change({ phone: said })}
        />
      ),
      name: t.place.answers.contact,
      answer: phone || (own ? p.noPhone : d.noPhoneOther),
      members: ['contact'],
    },
  ];

  const body: Body<'placeOrder'> = {
    workflow: 'mediation',
    category: draft.category,
    unit: (inside && buildings.find(({ id }) => id === draft.building)?.parent) || draft.community,
    text,
    parties: {
      a: own ? { persons: [me.person.id] } : { name: draft.forWho.trim() },
      b: byName ? { name } : { unit: draft.side },
    },
    ...(inside && { building: draft.building }),
    contact: { name: own ? me.person.name : draft.forWho.trim(), ...(phone && { phone }) },
  };

  return (
    <MatterFlow
      path="/dispute"
      title={d.title}
      screens={screens}
      privacy={d.privacy}
      button={d.send}
      send={(another, isStill) => send(body, another, isStill)}
      drop={drop}
      sent={draft.sent}
      next={({ order: { mediation, clocks } }) => {
        const due = clocks.find(({ name: clock }) => clock === 'rung')?.dueAt;
        const who = mediation ? inWords(mediation.rung) : '';
        const by = due ? when(due) : '';
        const taken = phone ? [d.takes(who, by)] : [d.takesAlone(who, by), own ? p.noPhone : d.noPhoneOther];
        return [...taken, d.climbs, d.free];
      }}
    />
  );
}

const kinds = ['property', 'owners-committee', 'organisation'] as const;

/** Units of the community that can be a side of a dispute. */
function useSides(community: string): readonly Unit[] {
  const [found, set] = useState<readonly Unit[]>([]);
  useEffect(() => {
    set([]);
    if (community === '') return undefined;
    const within = encodeURIComponent(community);
    return readUntilHeard(
      () =>
        Promise.all(kinds.map((kind) => get<'listUnits'>(`/api/v1/units?kind=${kind}&within=${within}`))).then((lists) =>
          lists.flatMap(({ units }) => units),
        ),
      set,
    );
  }, [community]);
  return found;
}
