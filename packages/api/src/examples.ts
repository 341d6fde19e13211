// A request of each operation that other systems begin with, as the OpenAPI document shows it. All names are invented.

export const examples: Readonly<Record<string, unknown>> = {
  placeOrder: {
    category: '0101',
    text: '三楼过道顶板漏水',
    unit: '52232600400201',
    urgency: 'U2',
    contact: { name: '韦春梅', phone: '13800001234' },
  },
  sendCommand: { type: 'finish', revision: 7, input: { result: '已更换水管' } },
  followOrder: { number: '20260302-000017-3', code: 'K7QM-2F9D' },
  evaluateByCode: {
    number: '20260302-000017-3',
    code: 'K7QM-2F9D',
    finishedAt: '2026-03-06T08:30:00.000Z',
    solved: 'yes',
    stars: 5,
  },
  takeWorkOrders: {
    orders: [
      {
        number: 'GZ20260302-0001',
        category: '供水/漏水',
        unit: '蟠桃园社区',
        text: '三楼过道顶板漏水',
        urgency: '加急',
        dueAt: '2026-03-09T17:30:00+08:00',
        contact: { name: '韦春梅', phone: '13800001234' },
      },
    ],
  },
  evaluateWorkOrder: { solved: 'yes', stars: 5, comment: '当天就修好了' },
  confirmHandOver: { number: 'S-20260302-1' },
  reportHandOver: { what: 'result', text: '已更换水管' },
  addWebhook: {
    name: '12345 热线',
    url: 'https://hotline.example.gov.cn/hooks/six-order',
    unit: '522326',
    events: ['order.finished', 'card.*'],
    reason: '接入市民热线',
  },
  askForExport: { format: 'csv', desk: 'overdue', reason: '月度督查汇总' },
  proposeDeduction: { kind: 'overdue', order: '0195f3a0-0000-7000-8000-000000000000' },
};
