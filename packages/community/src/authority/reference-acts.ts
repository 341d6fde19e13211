// Who may do what with units, posts, absences, service, consents and records: the table beside that of the orders (acts.ts). Denied by default.
//
// R1: the administrator arranges units and posts of the county and sees no order; dispatchers know the people of their own
// area and what serves it from above, and nobody else's.
import { isWithin } from '@six-order/engine';
import type { Post } from '../people/post.ts';
import type { Role } from '../people/role.ts';
import type { Unit } from '../units/unit.ts';
import { sendersOf } from './acts.ts';
import type { Reader } from './reader.ts';

export type ReferenceAct =
  /** Add, rename, recode, mark and end units. */
  | 'change-units'
  /** Give and end posts, with the people in them. */
  | 'change-posts'
  /** Read who changed units and posts, and why. */
  | 'read-changes'
  /** Read what the unit tree lacks and which terms end. */
  | 'read-coverage'
  /** Enter and end another person's absence; one's own every official may. */
  | 'enter-absence'
  /** Draw up the hand-over of another's post; of one's own every official may. */
  | 'hand-over'
  /** Confirm another person's hours of service. */
  | 'confirm-service'
  /** Plan and cancel activities, and confirm their volunteers’ hours. */
  | 'keep-activities'
  /** Enter what another person says about consent. */
  | 'record-consent'
  /** Take out as a file what the post sees. */
  | 'export-orders'
  /** Register webhooks of other systems, and see what they were told. */
  | 'change-webhooks'
  /** See which notices did not go out beyond the box, and have them tried again. */
  | 'tend-notices'
  /** Read, bring in and end what the county decided by its documents: rules, and the yearly notice on holidays. */
  | 'change-rules'
  /** Read the monthly figures of a unit; correct those that are frozen. */
  | 'read-figures'
  | 'correct-figures'
  /** Read the figures of a person who works there; one's own everybody may (domain research 3.2). */
  | 'read-person-figures'
  /** Read which units below one's own most need help (排队抓尾): whoever must help. */
  | 'read-tail'
  /** Read which evaluations may not be the resident's own; never of what one handled oneself. */
  | 'read-evaluation-marks'
  /** Read the points of a person who works there, for the branch's own review (民主评议); one's own everybody may. */
  | 'read-points'
  /** Propose that points of a member are taken off; decide on that, and on appeals. Never the same person (points/case.ts). */
  | 'propose-deduction'
  | 'decide-points'
  /** Give a household points for what it did; hand out what it exchanges them for. */
  | 'credit-household'
  | 'exchange-points'
  /** Appeal for one's own unit against a list that it stands on; decide on that from above; propose a person for the red list. */
  | 'appeal-list'
  | 'decide-list'
  | 'propose-red'
  /** Read the register of forces and supplies for emergencies; keep it, and the telephones of those who may be called out. */
  | 'read-resources'
  | 'keep-resources'
  /** Read such a telephone in a call-out, for a reason that is logged. */
  | 'telephone-called'
  /** Keep processing records, assessments and breaches; read consents. */
  | 'keep-privacy-records'
  /** Read who read what of whom. */
  | 'read-access-log'
  /** Read how often it was done, by role. */
  | 'read-access-sums'
  /** Read how many leads were turned away at the door. */
  | 'read-turned-away'
  /** Read which open orders lack a consent that their kind asks for. */
  | 'read-missing-consents'
  /** Ask that what a sealed order of the area says be opened to oneself, for a time; decide on that. Never the same person. */
  | 'ask-sealed-opening'
  | 'decide-sealed-opening'
  /** See what is past its time; draw up the plan by which it is destroyed. */
  | 'plan-retention'
  /** Sign such a plan, as the data protection officer or for the archives. */
  | 'sign-retention';

/** `county`: the whole county; `area`: what lies in the post's own unit. */
type Where = 'county' | 'area';

export const referenceActs: Record<ReferenceAct, Readonly<Partial<Record<Role, Where>>>> = {
  'change-units': { admin: 'county' },
  'change-posts': { admin: 'county' },
  'read-changes': { admin: 'county' },
  'read-coverage': { admin: 'county', street: 'area', community: 'area', secretary: 'area', leader: 'area' },
  'enter-absence': { admin: 'county', street: 'area', community: 'area', secretary: 'area' },
  'hand-over': { street: 'area', community: 'area', secretary: 'area' },
  'confirm-service': { street: 'area', community: 'area', secretary: 'area' },
  'keep-activities': { street: 'area', community: 'area', secretary: 'area' },
  'record-consent': { window: 'area', 'grid-worker': 'area', 'opinion-aide': 'area', community: 'area', secretary: 'area' },
  'export-orders': {
    secretary: 'area',
    community: 'area',
    street: 'area',
    department: 'area',
    supervisor: 'area',
    discipline: 'area',
    leader: 'area',
  },
  'change-webhooks': { admin: 'county' },
  'tend-notices': { admin: 'county' },
  'change-rules': { admin: 'county' },
  'read-person-figures': { secretary: 'area' },
  'read-figures': {
    secretary: 'area',
    community: 'area',
    street: 'area',
    department: 'area',
    supervisor: 'area',
    discipline: 'area',
    representative: 'area',
    leader: 'area',
    admin: 'county',
  },
  'correct-figures': { admin: 'county' },
  'read-tail': { street: 'area', leader: 'area' },
  'read-evaluation-marks': { supervisor: 'area', discipline: 'area' },
  'read-points': { secretary: 'area' },
  'propose-deduction': { secretary: 'area', community: 'area', supervisor: 'area' },
  'decide-points': { secretary: 'area', community: 'area', street: 'area' },
  'credit-household': { secretary: 'area', community: 'area' },
  'exchange-points': { window: 'area', community: 'area' },
  'appeal-list': {
    secretary: 'area',
    community: 'area',
    street: 'area',
    department: 'area',
    property: 'area',
    'team-lead': 'area',
  },
  'decide-list': { street: 'area', supervisor: 'area', leader: 'area' },
  'propose-red': { secretary: 'area', community: 'area' },
  'read-resources': { 'grid-worker': 'area', secretary: 'area', community: 'area', street: 'area', leader: 'area' },
  'keep-resources': { community: 'area', street: 'area' },
  'telephone-called': { community: 'area', street: 'area', leader: 'area' },
  'keep-privacy-records': { dpo: 'county' },
  'read-access-log': { dpo: 'county' },
  'read-access-sums': {
    dpo: 'county',
    street: 'area',
    supervisor: 'area',
    discipline: 'area',
    representative: 'area',
    leader: 'area',
  },
  'read-turned-away': { discipline: 'area', dpo: 'county' },
  'read-missing-consents': { dpo: 'county' },
  'ask-sealed-opening': { street: 'area' },
  'decide-sealed-opening': { dpo: 'county' },
  'plan-retention': { dpo: 'county', archives: 'county' },
  'sign-retention': { dpo: 'county', archives: 'county' },
};

/** Whether the reader may do this about something that lies at `path`; without a path, anywhere at all. */
export function mayRefer({ role, path: own, person }: Reader, act: ReferenceAct, path?: string): boolean {
  const where = Object.hasOwn(referenceActs[act], role) ? referenceActs[act][role as Role] : undefined;
  if (where === undefined || person === null || own === '') return false;
  return path === undefined || where === 'county' || isWithin(path, own);
}

/** Roles that may be shown people to dispatch to. */
const dispatching: ReadonlySet<string> = new Set<Role>(['secretary', 'community', 'street', 'discipline']);
/** Kinds of unit that serve an area from above: what hangs directly on a unit of its line. */
const serving: ReadonlySet<string> = new Set(['department', 'team', 'property', 'facility']);
const workers: ReadonlySet<string> = new Set(sendersOf('six-order', 'accept'));

/** Whether the reader may be shown people at all. */
export const mayListPeople = ({ role, path }: Reader): boolean => (dispatching.has(role) || role === 'admin') && path !== '';

/**
 * Whether this post is shown to the reader: to a dispatcher, those who can take an order on in his community (or his own
 * area above it), and those in what serves it from above; to the administrator, all whose posts he arranges. `unit` is the
 * post's, `lineIds` the units above the reader's.
 */
export function isShown(reader: Reader, post: Post, unit: Unit, lineIds: ReadonlySet<string>): boolean {
  if (post.tenant !== reader.tenant || !mayListPeople(reader)) return false;
  if (reader.role === 'admin') return !unlisted.has(post.role);
  if (!workers.has(post.role)) return false;
  const area = reader.path.split('.').slice(0, 3).join('.');
  return isWithin(unit.path, area) || (serving.has(unit.kind) && unit.parent !== null && lineIds.has(unit.parent));
}

/** Posts that are nobody's reference data. */
const unlisted: ReadonlySet<Role> = new Set(['resident', 'relative']);
