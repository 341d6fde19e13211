// This page was opened in another post than the browser acts in now (decision 0416): back into its post, with all that is filled in, or the
// page anew. On both faces, over whatever page it is.
import { useState } from 'react';
import { messageOf, post } from '../api/client.ts';
import { boot } from '../boot.ts';
import { inLanguage, w, wordOf } from '../words.ts';

type Me = NonNullable<typeof boot.me>;

const s = inLanguage(
  {
    lead: (as: string) => `您打开这一页时是${as}，后来换了身份或者岗位，所以刚才这一步没有办。`,
    back: (as: string) => `换回${as}`,
    backHint: '填好的都还在，换回去再按一次就行。',
    reload: '刷新页面',
    reloadHint: '刷新以后，用现在的身份接着看；这一页没有提交的内容可能要重填。',
    cannot: '换不回来，可能是别人登录了。请刷新页面。',
    isBack: (as: string) => `已经换回${as}，请再按一次。`,
  },
  {
    lead: (as) =>
      `You opened this page as ${as}, and have changed who you are, or the post, since: what you pressed was not done.`,
    back: (as) => `Back to ${as}`,
    backHint: 'All that is filled in stays; once you are back, press again.',
    reload: 'Read the page anew',
    reloadHint: 'It then shows what you may see now; what was not sent from this page may have to be filled in again.',
    cannot: 'That is not possible: somebody else may have signed in. Please read the page anew.',
    isBack: (as) => `You are ${as} again: please press once more.`,
  },
);

/** Who signed in with an account chooses the post; a persona of the demo is become again. */
function goBack({ person, post: own }: Me): Promise<unknown> {
  const one = boot.personas?.find(({ name, role }) => name === person.name && role === own.role);
  return boot.account || !one
    ? post<'choosePost'>('/api/v1/session/post', { post: own.id })
    : post<'openDemoSession'>('/api/v1/demo/session', { persona: one.persona as 'resident' });
}

export function OtherPost({ me, done }: { readonly me: Me; readonly done: () => void }) {
  const [at, setAt] = useState<'asked' | 'going' | 'back' | 'failed'>('asked');
  const [failure, setFailure] = useState('');
  const as = `${me.person.name} · ${wordOf(w.role, me.post.role)}`;
  const back = (): void => {
    setAt('going');
    goBack(me).then(
      () => setAt('back'),
      (error: unknown) => {
        setFailure(messageOf(error));
        setAt('failed');
      },
    );
  };
  if (at === 'back')
    return (
      <div className="other-post notice" role="status">
        <p>{s.isBack(as)}</p>
        <button type="button" className="button" onClick={done}>
          {w.close}
        </button>
      </div>
    );
  return (
    <div className="other-post notice alarm" role="alert">
      <p>{s.lead(as)}</p>
      {at === 'failed' && (
        <p>
          {s.cannot} <span className="small">{failure}</span>
        </p>
      )}
      <div className="buttons">
        {at !== 'failed' && (
          <button type="button" className="button main" aria-disabled={at === 'going'} onClick={back}>
            {s.back(as)}
          </button>
        )}
        <button type="button" className="button" onClick={() => location.reload()}>
          {s.reload}
        </button>
      </div>
      <p className="small">{at === 'failed' ? s.reloadHint : `${s.backHint}${s.reloadHint}`}</p>
    </div>
  );
}
