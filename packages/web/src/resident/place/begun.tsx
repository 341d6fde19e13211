// An order that was begun and not pressed yet, where one begins: gone on with, or given up on being asked once more.
import { Link } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { type boot, named, tongueOf } from '../../shared/boot.ts';
import { removeDraft } from '../../shared/drafts.ts';
import { inLanguage } from '../../shared/words.ts';
import { useCategories } from '../categories.ts';
import { placeOf, type Unfinished } from './pressed.ts';

const b = inLanguage(
  {
    begun: '您有一张没写完的单子',
    goOn: '接着写',
    goOnHint: '写过的都还在，这台设备上留一天。',
    anew: '重新写一张',
    anewHint: '重新写，先前写的这些就删掉了。',
    anewNow: '删掉，重新写',
  },
  {
    begun: 'You have an order that is not finished',
    goOn: 'Go on with it',
    goOnHint: 'What you wrote is still here: this device keeps it for a day.',
    anew: 'Begin another',
    anewHint: 'What you wrote before is deleted then.',
    anewNow: 'Delete it and begin another',
  },
);

/** Characters of what was written. */
const SHOWN = 30;

interface Props {
  readonly me: NonNullable<typeof boot.me>;
  readonly begun: Unfinished;
}

export function Begun({ me, begun: { at, category, text } }: Props) {
  // As in a list of orders, nothing of a sealed one: it is looked at over somebody's shoulder.
  const kind = useCategories().find(({ code, sealed }) => code === category && !sealed);
  return (
    <section className="card asks stack">
      <h2>{b.begun}</h2>
      {kind && (
        <div>
          <strong>{named(kind.name)}</strong>
          {text && <p lang={tongueOf(text)}>{text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}</p>}
        </div>
      )}
      <Link className="button main wide" href={`/place?step=${at}`}>
        {b.goOn}
      </Link>
      <p className="small soft">{b.goOnHint}</p>
      <details>
        <summary>{b.anew}</summary>
        <div className="stack">
          <p>{b.anewHint}</p>
          <button
            type="button"
            className="button"
            onClick={() => {
              removeDraft('localStorage', placeOf(me, 'place'));
              navigate('/place');
            }}
          >
            {b.anewNow}
          </button>
        </div>
      </details>
    </section>
  );
}
