// How matters are deliberated (三方共议、五方共治、党建联席会议): which forums there are, who takes part in each, how many must speak and
// agree, and by when. A policy that a county, street or community can set for itself: other parties, or more of them, are a row.
//
// Owns: the policy's shape, its default, how a fraction of the parties becomes a number.
// Source: domain research 1 (rows 10, 31, 37); who the five parties are is stated nowhere and a county's to say.
import { Limit } from '../terms/term.ts';
import { z } from 'zod';

/** Who can speak for a party on the platform; residents do so through who represents them. */
export const voices = [
  'secretary',
  'community',
  'street',
  'leader',
  'department',
  'property',
  'facility',
  'representative',
  'grid-worker',
] as const;

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, '须为小写字母、数字和连字符 / small letters, digits and hyphens');

const PartyRule = z.strictObject({
  code,
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(80),
  /** One party of the meeting’s unit, or one of each unit of the level below (上级吸收下级成员). */
  of: z.enum(['unit', 'below']),
  /** Whose posts speak for it; where nobody is named, whoever convenes writes down what it says, with its record. */
  speaks: z.array(z.enum(voices)),
});

/** More than half, two thirds, all. */
export const Fraction = z.enum(['half', 'two-thirds', 'all']);
export type Fraction = z.infer<typeof Fraction>;

const Forum = z.strictObject({
  code,
  zh: z.string().min(1).max(40),
  en: z.string().min(1).max(80),
  /** The nearest unit of one of these kinds, from the matter upwards, convenes it. */
  at: z.array(z.enum(['grid', 'community', 'street', 'county'])).min(1),
  parties: z
    .array(PartyRule)
    .min(1)
    .max(12)
    .refine((parties) => new Set(parties.map((party) => party.code)).size === parties.length, '每一方只写一次 / each party once'),
  /** So many of the parties must have spoken, and agree. Silence is neither (I13). */
  quorum: Fraction,
  passes: Fraction,
  /** Which orders may be put before it. */
  orders: z.enum(['any', 'raised-or-shelved']),
  /** The forum to which it can take a matter up; none: it is the last. */
  above: code.optional(),
});
export type Forum = z.infer<typeof Forum>;

export const DeliberationPolicy = z.strictObject({
  forums: z
    .array(Forum)
    .min(1)
    .max(20)
    .refine(
      (forums) => new Set(forums.map((forum) => forum.code)).size === forums.length,
      '每个议事会只写一次 / each forum once',
    ),
  /** Within this a topic is put on the agenda, or refused. */
  agenda: Limit,
  /** Within this the parties speak, unless a day is named. */
  opinions: Limit,
  /** Within this it is decided what they have said. */
  decide: Limit,
  /** Within this whoever asked hears what came of it. */
  feedback: Limit,
  /** How far off the day of a meeting may be, in days. */
  aheadDays: z.int().min(1).max(366),
});
export type DeliberationPolicy = z.infer<typeof DeliberationPolicy>;

const branch = {
  code: 'branch',
  zh: '社区党组织',
  en: 'the community’s Party organisation',
  of: 'unit',
  speaks: ['secretary'],
} as const;
const owners = {
  code: 'owners',
  zh: '业委会（业主代表）',
  en: 'the owners’ committee',
  of: 'unit',
  speaks: ['representative'],
} as const;
const property = { code: 'property', zh: '物业服务企业', en: 'the property firm', of: 'unit', speaks: ['property'] } as const;

export const defaultDeliberation: DeliberationPolicy = {
  forums: [
    {
      code: 'three-parties',
      zh: '三方共议',
      en: 'three-party deliberation',
      at: ['community'],
      parties: [
        { code: 'community', zh: '社区（居委会）', en: 'the community', of: 'unit', speaks: ['secretary', 'community'] },
        { ...owners, speaks: [...owners.speaks] },
        { ...property, speaks: [...property.speaks] },
      ],
      quorum: 'two-thirds',
      passes: 'two-thirds',
      orders: 'any',
      above: 'joint-meeting',
    },
    {
      code: 'five-parties',
      zh: '五方共治',
      en: 'five-party deliberation',
      at: ['community'],
      parties: [
        { ...branch, speaks: [...branch.speaks] },
        { code: 'committee', zh: '居委会', en: 'the residents’ committee', of: 'unit', speaks: ['community'] },
        { ...owners, speaks: [...owners.speaks] },
        { ...property, speaks: [...property.speaks] },
        { code: 'neighbours', zh: '居民和驻区单位', en: 'residents and units of the place', of: 'unit', speaks: [] },
      ],
      quorum: 'two-thirds',
      passes: 'half',
      orders: 'any',
      above: 'joint-meeting',
    },
    {
      code: 'joint-meeting',
      zh: '党建联席会议',
      en: 'joint Party meeting',
      at: ['community', 'street', 'county'],
      parties: [
        {
          code: 'own',
          zh: '本级党组织',
          en: 'the Party organisation of the level',
          of: 'unit',
          speaks: ['secretary', 'community', 'street', 'leader'],
        },
        { code: 'below', zh: '下级党组织书记', en: 'secretary of the level below', of: 'below', speaks: ['secretary', 'street'] },
      ],
      quorum: 'half',
      passes: 'half',
      orders: 'raised-or-shelved',
      above: 'joint-meeting',
    },
  ],
  agenda: '5 wd',
  opinions: '5 wd',
  decide: '3 wd',
  feedback: '3 wd',
  aheadDays: 60,
};

/** How many of `parties` a fraction is. */
export const countOf = (fraction: Fraction, parties: number): number =>
  fraction === 'all' ? parties : fraction === 'half' ? Math.floor(parties / 2) + 1 : Math.ceil((parties * 2) / 3);
