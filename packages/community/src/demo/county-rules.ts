// What the demo's county decided for itself. All of it is invented.
import type { CountyRule } from '../county-rules/county-rules.ts';
import { streetPowers } from '../catalogue/power.ts';
import { wangmo } from '../units/wangmo.ts';
import { pathLabel } from '../units/unit.ts';
import { demoId } from './demo-id.ts';
import { demoCommunity, demoStreet } from './personas.ts';

const county = wangmo.county.code;
const street = `${pathLabel(county, null)}.${pathLabel(demoStreet, county)}`;
const community = `${street}.${pathLabel(demoCommunity, demoStreet)}`;

/** `from`: when they begin, epoch ms. */
export const demoRules = (from: number): readonly CountyRule[] => [
  ...Object.keys(streetPowers).map((power): CountyRule => ({
    id: demoId(`rule power ${power}`),
    tenant: county,
    kind: 'power',
    key: power,
    path: street,
    value: {},
    document: '〔演示〕街道赋权清单第 1 号',
    validFrom: from,
    validTo: null,
  })),
  {
    id: demoId('rule brand'),
    tenant: county,
    kind: 'brand',
    key: '',
    path: community,
    value: { zh: '六单一体·蟠桃园', en: 'Six Orders, Pantaoyuan', theme: '党员先锋帮帮团' },
    document: '〔演示〕一社区一特色',
    validFrom: from,
    validTo: null,
  },
];
