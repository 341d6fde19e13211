// How far a sign-in is: which posts it may act in and what is still to be done.
import type { z } from 'zod';
import type { Directory } from '@six-order/community/directory';
import type { Post } from '@six-order/community/people/post';
import type { SignInReply } from '../contract/sign-in.ts';
import { meOf, postRefs } from '../routes/me.ts';
import type { StoredSession } from './stored-sessions.ts';
import { opens } from './way.ts';

export type Standing = z.infer<typeof SignInReply>;

/** The posts in force that this session may act in. */
export const choosable = (directory: Directory, { person, way }: StoredSession): readonly Post[] =>
  person === null ? [] : directory.postsOf(person).filter(({ id, role }) => opens(way, role) && directory.actorOf(id));

export function standingOf(directory: Directory, session: StoredSession): Standing {
  const posts = choosable(directory, session);
  const refs = postRefs(directory, posts);
  if (session.way === 'password') return { next: 'set-up-authenticator', me: null, posts: refs };
  if (session.person === null) return { next: 'home', me: null, posts: refs };
  const post = posts.find(({ id }) => id === session.post);
  if (!post) return { next: 'post', me: null, posts: refs };
  return { next: null, me: meOf(directory, { person: session.person, post: post.id }), posts: refs };
}
