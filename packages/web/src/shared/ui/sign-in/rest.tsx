// What may still be to do before a session acts: saying where one lives, setting up the authenticator, choosing a post.
import { useEffect, useState } from 'react';
import { get, post, type Reply } from '../../api/client.ts';
import { w, wordOf } from '../../words.ts';
import { CommunityField } from '../community-field.tsx';
import { SelectField, TextField } from '../field.tsx';
import { goOn } from './go-on.ts';
import { SetUp } from './set-up.tsx';
import { empty, type SignIn, Step } from './step.tsx';
import { s } from './words.ts';

export function Rest({ at: first }: { readonly at: SignIn }) {
  const [at, setAt] = useState(first);
  const role = at.me?.post.role;
  const ready = at.next === null;
  useEffect(() => {
    if (ready) goOn(role);
  }, [ready, role]);
  switch (at.next) {
    case null:
      return <p role="status">{w.loading}</p>;
    case 'home':
      return <HomeStep done={setAt} />;
    case 'post':
      return <PostStep posts={at.posts} done={setAt} />;
    default:
      return <SetUp done={setAt} />;
  }
}

interface Done {
  readonly done: (at: SignIn) => void;
}

type Homes = Reply<'listHomes'>['homes'];

/** Below one of them, or the communities; empty while `within` is not chosen yet. */
function useHomes(within: string | null): Homes {
  const [homes, set] = useState<Homes>([]);
  useEffect(() => {
    let current = true;
    set([]);
    if (within === null) return undefined;
    const query = within === '' ? '' : `?within=${within}`;
    get<'listHomes'>(`/api/v1/session/homes${query}`).then(
      (reply) => current && set(reply.homes),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [within]);
  return homes;
}

/** Nobody types a code: community, grid and building are chosen by their names, as far down as one knows. */
function HomeStep({ done }: Done) {
  const [name, setName] = useState('');
  const [community, setCommunity] = useState('');
  const [grid, setGrid] = useState('');
  const [building, setBuilding] = useState('');
  const communities = useHomes('');
  const grids = useHomes(community === '' ? null : community).filter(({ kind }) => kind === 'grid');
  const buildings = useHomes(grid === '' ? null : grid).filter(({ kind }) => kind === 'building');
  const unserved = communities.some(({ id, orders }) => id === community && !orders);
  const options = (homes: Homes) => homes.map((home) => ({ value: home.id, label: home.name }));
  return (
    <Step
      button={w.send}
      failed={w.problem.signedOut}
      lacking={{
        ...empty({ 'home-name': [name, s.homeName] }),
        ...(community === '' && { 'home-community': w.field.chosen(s.community) }),
      }}
      send={() => post<'tellHome'>('/api/v1/session/home', { name, unit: building || grid || community }).then(done)}
    >
      {(errors) => (
        <>
          <p>{s.home}</p>
          <TextField
            id="home-name"
            label={s.homeName}
            autoComplete="name"
            maxLength={40}
            value={name}
            error={errors['home-name']}
            onInput={setName}
          />
          <CommunityField
            id="home-community"
            label={s.community}
            value={community}
            error={errors['home-community']}
            // Most of a county may not be open yet: what is comes first.
            options={[...communities.filter(({ orders }) => orders), ...communities.filter(({ orders }) => !orders)].map(
              (one) => ({
                value: one.id,
                label: one.orders ? one.name : s.notServed(one.name),
                group: one.within,
              }),
            )}
            onChange={(value) => {
              setCommunity(value);
              setGrid('');
              setBuilding('');
            }}
          />
          <p role="status" className={unserved ? 'notice' : 'hidden'}>
            {unserved && s.notServedHint}
          </p>
          {grids.length > 0 && (
            <SelectField
              id="home-grid"
              label={s.grid}
              optional
              value={grid}
              options={options(grids)}
              onChange={(value) => {
                setGrid(value);
                setBuilding('');
              }}
            />
          )}
          {buildings.length > 0 && (
            <SelectField
              id="home-building"
              label={s.building}
              optional
              value={building}
              options={options(buildings)}
              onChange={setBuilding}
            />
          )}
        </>
      )}
    </Step>
  );
}

function PostStep({ posts, done }: Done & { readonly posts: SignIn['posts'] }) {
  const [chosen, choose] = useState('');
  const options = posts.map(({ id, role, unit }) => ({ value: id, label: `${wordOf(w.role, role)} · ${unit.name}` }));
  return (
    <Step
      button={s.enter}
      failed={w.problem.signedOut}
      lacking={chosen === '' ? { post: w.field.chosen(s.post) } : {}}
      send={() => post<'choosePost'>('/api/v1/session/post', { post: chosen }).then(done)}
    >
      <SelectField id="post" label={s.post} value={chosen} options={options} onChange={choose} />
    </Step>
  );
}
