// 提出议题: a matter that a community, its owners and the property firm should talk about.
import { useEffect, useState } from 'react';
import { get, type Reply } from '../../shared/api/client.ts';
import { inWords, named, tongueOf } from '../../shared/boot.ts';
import { readUntilHeard } from '../../shared/again.ts';
import { when } from '../../shared/time.ts';
import { Choices, SelectField } from '../../shared/ui/field.tsx';
import { w } from '../../shared/words.ts';
import { firstDraft } from '../place/draft.ts';
import type { Begun } from '../place/pressed.ts';
import { useCommunities } from '../place/places.ts';
import { t } from '../words.ts';
import { MatterFlow, type Screen, textScreen } from './flow.tsx';
import { useKept } from './kept.ts';
import { beginsHere, type Me, NotYours } from './not-yours.tsx';
import { m } from './words.ts';

interface Draft extends Begun {
  readonly community: string;
  readonly forum: string;
  readonly text: string;
}

export const Topic = ({ me }: { readonly me: Me }) =>
  beginsHere(me) ? <Propose me={me} /> : <NotYours me={me} matter="deliberation" title={m.topic.title} />;

function Propose({ me }: { readonly me: Me }) {
  const d = m.topic;
  const { community: home } = firstDraft(me);
  const { draft, change, send, drop } = useKept<Draft>('topic', me, { community: home, forum: '', text: '' }, {});
  const communities = useCommunities();
  const forums = useForums(draft.community);
  const forum = forums?.find(({ code }) => code === draft.forum);
  const text = draft.text.trim();

  const screens: readonly Screen[] = [
    {
      id: 'where',
      title: d.where,
      hint: d.whereHint,
      still: draft.community === '' ? { community: w.field.chosen(t.place.community) } : {},
      body: (errors) => (
        <SelectField
          id="community"
          label={t.place.community}
          value={draft.community}
          error={errors['community']}
          options={communities.map(({ code, name, street }) => ({ value: code, label: name, group: street }))}
          onChange={(community) => change({ community, forum: '' })}
        />
      ),
      name: d.answers.where,
      answer: communities.find(({ code }) => code === draft.community)?.name ?? '',
      members: ['unit'],
    },
    {
      id: 'forum',
      title: d.forum,
      hint: d.forumHint,
      still: draft.forum === '' || (forums && !forum) ? { forum: w.field.chosen(d.forum) } : {},
      body: (errors) =>
        forums ? (
          forums.length === 0 ? (
            <p className="notice" id="forum" tabIndex={-1}>
              {d.noForum}
            </p>
          ) : (
            <Choices
              id="forum"
              label={d.answers.forum}
              value={draft.forum}
              error={errors['forum']}
              options={forums.map(({ code, convener, parties, ...words }) => ({
                value: code,
                label: named(words),
                hint: (
                  <>
                    {d.convener}
                    <span lang={tongueOf(convener.name)}>{convener.name}</span> · {d.parties(parties.map(inWords))}
                  </>
                ),
              }))}
              onChange={(chosen) => change({ forum: chosen })}
            />
          )
        ) : (
          <p role="status">{w.loading}</p>
        ),
      name: d.answers.forum,
      answer: forum ? named(forum) : '',
      members: ['forum'],
    },
    textScreen(draft.text, { title: d.text, hint: d.textHint, label: d.textLabel, name: d.answers.text }, (said) =>
      change({ text: said }),
    ),
  ];

  return (
    <MatterFlow
      path="/topic"
      title={d.title}
      screens={screens}
      privacy={d.privacy}
      button={d.send}
      send={(another, isStill) =>
        send({ workflow: 'deliberation', forum: draft.forum, unit: draft.community, text }, another, isStill)
      }
      drop={drop}
      sent={draft.sent}
      next={({ order: { holder, clocks } }) => {
        const due = clocks.find(({ name }) => name === 'agenda')?.dueAt;
        return [d.answered(holder?.name ?? '', due ? when(due) : ''), d.heard, d.told];
      }}
    />
  );
}

type Forum = Reply<'listForums'>['forums'][number];

/** Those before which whatever a resident asks for may come; null while they are read. */
function useForums(community: string): readonly Forum[] | null {
  const [found, set] = useState<readonly Forum[] | null>(null);
  useEffect(() => {
    set(null);
    if (community === '') return undefined;
    return readUntilHeard(
      () =>
        get<'listForums'>(`/api/v1/forums?unit=${encodeURIComponent(community)}`).then(({ forums }) =>
          forums.filter(({ orders }) => orders === 'any'),
        ),
      set,
    );
  }, [community]);
  return found;
}
