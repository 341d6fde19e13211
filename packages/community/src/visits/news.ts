// What is told about a visit, in words that follow its number. No household and nothing that was said is named.
import type { Words } from '../rules/rule.ts';

export const visitNews = {
  planned: { zh: '是您的走访安排。', en: 'is a visit that is yours to make.' },
  moved: { zh: '走访改期。', en: 'is a visit on another day.' },
  handedOver: { zh: '走访已转交给您。', en: 'is a visit that was handed over to you.' },
  fallsTo: {
    zh: '走访人已不在这里走访，下一次走访排给了您，可以转交。',
    en: 'is a visit whose visitor visits here no more: the next one is yours, and you may hand it over.',
  },
  passItOn: {
    zh: '走访已改期，但走访人已不在这里走访，请转交。',
    en: 'is a visit on another day whose visitor visits here no more: please hand it over.',
  },
  placeEnded: {
    zh: '走访已结束；走访地已撤销，不再续排下一次，需要的请另行安排。',
    en: 'is a visit that ended; its place is no more, so no next one was planned: plan another where it is needed.',
  },
  nobodyVisits: {
    zh: '走访已结束；这里已没有能走访的人，没有续排下一次，请另行安排。',
    en: 'is a visit that ended; nobody is left who visits here, so no next one was planned: please arrange it.',
  },
  pressing: { zh: '走访日将到。', en: 'is a visit whose day is near.' },
  due: { zh: '走访日已到，请走访后记录，或改期。', en: 'is a visit whose day has come; please make it and say so, or move it.' },
  over: { zh: '走访逾期未记录。', en: 'is a visit that is late.' },
  cancelled: { zh: '走访已取消。', en: 'is a visit that was cancelled.' },
} as const satisfies Record<string, Words>;
export type VisitNews = keyof typeof visitNews;
