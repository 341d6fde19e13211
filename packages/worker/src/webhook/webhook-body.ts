// What a receiver gets: a Standard Webhooks message, or what a chat's robot shows as a text.
//
// Keeps: I12: number, station, light and a link; never text, never a name. B1: the same message gives the same body each time.
import { createHmac } from 'node:crypto';
import type { OpenedEndpoint, WebhookFormat } from '@six-order/community/webhooks/endpoint-store';
import { TRIAL, webhookEvents, type WebhookData, type WebhookEvent } from '@six-order/community/webhooks/event';
import type { Message } from '@six-order/community/webhooks/message-store';
import { Webhook } from 'standardwebhooks';

/** A request as it is posted. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What the answer must say of itself in JSON, beside its status; null: nothing. */
  readonly taken: ((answer: Readonly<Record<string, unknown>>) => boolean) | null;
}

interface Writing {
  readonly endpoint: OpenedEndpoint;
  readonly message: Message;
  /** To the order's page for staff; null without a public address. */
  readonly link: string | null;
  /** Epoch ms of wall time: when it is sent. */
  readonly wall: number;
}

/** Throws when an endpoint's secret is none. */
export const writePosting = (writing: Writing): Posting => write[writing.endpoint.format](writing);

const lights: Readonly<Record<WebhookData['light'], string>> = {
  green: '绿灯',
  blue: '蓝灯',
  yellow: '黄灯',
  red: '红灯',
  done: '已结束',
};
const stations: Readonly<Record<WebhookData['station'], string>> = {
  place: '点单',
  dispatch: '派单',
  accept: '接单',
  supervise: '督单',
  publish: '晒单',
  evaluate: '评单',
};

/** 【六单】26… 已办结，待评价。环节：评单；绿灯。https://… */
function sayText({ message: { type, data }, link }: Writing): string {
  if (type === TRIAL) return '【六单】这是一条测试消息，收到即说明配置正确。';
  const { zh } = webhookEvents[type as WebhookEvent];
  return `【六单】${data.number} ${zh}。环节：${stations[data.station]}；${lights[data.light]}。${link ?? ''}`;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

const write: Readonly<Record<WebhookFormat, (writing: Writing) => Posting>> = {
  standard({ endpoint: { url, secrets }, message: { id, type, at, data }, link, wall }) {
    const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { ...data, link } });
    const messageId = `msg_${id}`;
    return {
      url,
      headers: {
        ...json,
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(wall / 1000)),
        // After a rotation both secrets sign: a receiver may change over when it likes.
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(messageId, new Date(wall), body)).join(' '),
      },
      body,
      taken: null,
    };
  },
  // https://open.dingtalk.com/document/robots/customize-robot-security-settings: the signature goes into the address.
  dingtalk(writing) {
    const [secret] = writing.endpoint.secrets;
    const url = new URL(writing.endpoint.url);
    if (secret !== undefined) {
      url.searchParams.set('timestamp', String(writing.wall));
      url.searchParams.set('sign', createHmac('sha256', secret).update(`${writing.wall}\n${secret}`).digest('base64'));
    }
    const body = JSON.stringify({ msgtype: 'text', text: { content: sayText(writing) } });
    return { url: url.href, headers: json, body, taken: ({ errcode }) => errcode === 0 };
  },
  // https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: the signed string is the key of an empty message.
  feishu(writing) {
    const [secret] = writing.endpoint.secrets;
    const timestamp = String(Math.floor(writing.wall / 1000));
    const sign = secret === undefined ? null : createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
    const text = { msg_type: 'text', content: { text: sayText(writing) } };
    const body = JSON.stringify(sign === null ? text : { timestamp, sign, ...text });
    return { url: writing.endpoint.url, headers: json, body, taken: ({ code }) => code === 0 };
  },
  // https://developer.work.weixin.qq.com/document/path/91770: the address is the secret.
  wecom: (writing) => ({
    url: writing.endpoint.url,
    headers: json,
    body: JSON.stringify({ msgtype: 'text', text: { content: sayText(writing) } }),
    taken: ({ errcode }) => errcode === 0,
  }),
};
