// Names of the groups of categories, by the first two digits of a category's code.
interface Named {
  readonly nameZh: string;
  readonly nameEn: string;
  /** Open only while the area is in an emergency (domain research 4, 6). */
  readonly emergency?: true;
}

export const groupNames: Readonly<Record<string, Named>> = {
  '01': { nameZh: '住房与物业', nameEn: 'housing and property' },
  '02': { nameZh: '水电气与通信', nameEn: 'utilities' },
  '03': { nameZh: '环境卫生', nameEn: 'cleanliness and greenery' },
  '04': { nameZh: '公共安全与秩序', nameEn: 'safety and public order' },
  '05': { nameZh: '矛盾纠纷', nameEn: 'disputes' },
  '06': { nameZh: '就业创业', nameEn: 'work' },
  '07': { nameZh: '救助与社会保障', nameEn: 'aid and social security' },
  '08': { nameZh: '一老一小与健康关爱', nameEn: 'care' },
  '09': { nameZh: '教育与文体', nameEn: 'schooling and culture' },
  '10': { nameZh: '咨询、代办与建议', nameEn: 'questions, errands and suggestions' },
  '11': { nameZh: '投诉与监督', nameEn: 'complaints about conduct' },
  '12': { nameZh: '应急', nameEn: 'emergency', emergency: true },
};
