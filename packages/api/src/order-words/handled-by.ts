// 由谁办理: who does an order, as whoever ordered it is told: a team or a unit by its name, a person by what he works as and where, never
// by name (decision 0382).

interface Handled {
  readonly state: { readonly handling: string };
  readonly holder: {
    readonly kind: string;
    readonly name: string;
    readonly as?:
      | {
          readonly role: { readonly code: string; readonly zh: string; readonly en: string };
          readonly unit: { readonly name: string; readonly within?: string | undefined };
        }
      | undefined;
  } | null;
}

/** It was given to somebody, who has yet to accept it. */
const waiting: ReadonlySet<string> = new Set(['dispatched', 'pooled', 'claimed']);
/** Somebody has it, or did it. */
const taken: ReadonlySet<string> = new Set([
  'accepted',
  'working',
  'paused',
  'shelved',
  'reworking',
  'finished',
  'evaluated',
  'unanswered',
]);

/** Whoever works for these is called as they are. */
const ofUnit: ReadonlySet<string> = new Set(['property', 'facility', 'community', 'street', 'department']);

/** `waits`: it was not accepted yet. null: it is with nobody, or there is nothing to say of who he is. */
export function handledBy(
  { state: { handling }, holder }: Handled,
  language: 'zh' | 'en',
): { readonly who: string; readonly waits: boolean } | null {
  const waits = waiting.has(handling);
  if (holder === null || (!waits && !taken.has(handling))) return null;
  const { kind, name, as } = holder;
  if (kind !== 'person') return { who: name, waits };
  if (!as) return null;
  const where = as.unit.within === undefined ? as.unit.name : `${as.unit.within} ${as.unit.name}`;
  return { who: ofUnit.has(as.role.code) ? where : `${where}\u00a0· ${as.role[language]}`, waits };
}
