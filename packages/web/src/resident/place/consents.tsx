// 单独同意: what the chosen kind of order asks a separate consent for. Nothing waits for an answer, and none is given beforehand.
import { get, post, type Reply } from '../../shared/api/client.ts';
import { inWords } from '../../shared/boot.ts';
import { Check } from '../../shared/ui/field.tsx';
import { p } from './words.ts';
import { useLive } from '../use-live.ts';

type Purpose = Reply<'listMyConsents'>['consents'][number]['purpose'];
export type Said = Readonly<Partial<Record<Purpose, boolean>>>;

interface Props {
  /** Not for somebody else: whoever places for another cannot consent for him, and is told what to tell him. */
  readonly own: boolean;
  readonly asked: readonly string[];
  readonly said: Said;
  readonly say: (said: Said) => void;
}

export function Consents({ own, asked, said, say }: Props) {
  const { data } = useLive<'listMyConsents'>('/api/v1/me/consents');
  const consents = data?.consents.filter(({ purpose }) => asked.includes(purpose)) ?? [];
  if (consents.length === 0) return null;
  if (!own)
    return (
      <section className="notice stack" aria-label={p.consents}>
        <p>{p.consentsTell}</p>
        <ul className="points">
          {consents.map(({ purpose, title, without }) => (
            <li key={purpose}>
              {inWords(title)}
              <div className="soft small">
                {p.consentWithout}
                {inWords(without)}
              </div>
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <fieldset className="field stack">
      <legend>{p.consents}</legend>
      <p className="soft small">{p.consentsHint}</p>
      {consents.map(({ purpose, title, without, given }) => (
        <Check
          key={purpose}
          id={`consent-${purpose}`}
          label={inWords(title)}
          hint={`${p.consentWithout}${inWords(without)}`}
          checked={said[purpose] ?? given}
          onChange={(checked) => say({ ...said, [purpose]: checked })}
        />
      ))}
    </fieldset>
  );
}

/** Before the order goes: a word is kept where it changes what holds. */
export async function keepConsents(asked: readonly string[], said: Said): Promise<void> {
  if (!asked.some((purpose) => said[purpose as Purpose] !== undefined)) return;
  const { notice, consents } = await get<'listMyConsents'>('/api/v1/me/consents');
  for (const { purpose, given, guardian } of consents) {
    const word = said[purpose];
    if (!asked.includes(purpose) || word === undefined || word === given) continue;
    await post<'setMyConsent'>('/api/v1/me/consents', { purpose, given: word, notice, asGuardian: guardian && word });
  }
}
