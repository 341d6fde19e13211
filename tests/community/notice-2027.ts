// A made-up notice of 2027 that keeps the law: 13 days, 除夕 is 5 February. The real one is not out.
export const notice2027 = `# made up for tests
kind,name_zh,name_en,from,to,days
year,国办发明电〔2026〕0号,Holidays of 2027,2027-01-01,2027-12-31,365
holiday,元旦,New Year's Day,2027-01-01,2027-01-03,3
holiday,春节,Spring Festival,2027-02-05,2027-02-12,8
workday,春节,Spring Festival,2027-02-14,2027-02-14,1
workday,春节,Spring Festival,2027-01-30,2027-01-30,1
holiday,清明节,Tomb-Sweeping Day,2027-04-03,2027-04-05,3
holiday,劳动节,Labour Day,2027-05-01,2027-05-05,5
workday,劳动节,Labour Day,2027-05-08,2027-05-08,1
holiday,端午节,Dragon Boat Festival,2027-06-09,2027-06-09,1
holiday,中秋节,Mid-Autumn Festival,2027-09-15,2027-09-15,1
holiday,国庆节,National Day,2027-10-01,2027-10-07,7
workday,国庆节,National Day,2027-09-26,2027-09-26,1
workday,国庆节,National Day,2027-10-09,2027-10-09,1
`;

/** The lines with the n-th (from 1) replaced, or dropped. */
export const withLine = (line: number, text: string | null): string =>
  notice2027
    .split('\n')
    .flatMap((old, n) => (n + 1 === line ? (text === null ? [] : [text]) : [old]))
    .join('\n');

/** The same in the words of a notice. */
export const notice2027Text = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕0号
经国务院批准，现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至1月3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（农历正月初七、周五）放假调休，共8天。1月30日（周六）、2月14日（周日）上班。
三、清明节：4月3日至4月5日放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
`;
