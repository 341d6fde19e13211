// docs/metrics.md, made of the formulas as the code has them.
import { metricNames, metrics, profiles } from '@six-order/community/metrics/metrics';
import { figurePolicies, scorePolicies } from '@six-order/community/policies/policies';

const test = '[metrics.test.ts](../tests/community/metrics.test.ts)';

export const metricsPage = (): string => `# Metrics

Made of the code (\`packages/community/src/metrics\`) by a test; update it with \`vitest run tests/api/metrics.test.ts -u\`.

## Who is counted

- **V**(unit, month): orders whose final due date, approved extensions in it, lies in the month in China, and whose main handler
  is the unit or lies below it. The main handler is the unit or team that an order was dispatched to, or the unit of the post in
  which a person accepted it. While the month runs, what is not due by now and not done is left out, and so is a card that is not
  answered and not yet to be answered: neither is in time or late. A step that it missed already (接单及时率, 响应率) waits with it. Once
  the month is over, nothing is left out by this.
- **X**, out of V: withdrawn before dispatch (\`withdrawn\`), not accepted (\`refused\`), merged into another (\`merged\`: it is counted once,
  for its parent), worked on with the limits of an emergency (\`emergency\`; what stood still counts, without that time), found untrue
  (\`untrue\`, 不属实), suspended by force majeure (\`force-majeure\`, 不可抗力, by the county's document). 挂账 in force is counted apart: it
  leaves 按时 and 解决, not 满意. A drill opens no order (演练).
- The last two are decided: proposed with a reason (\`proposeExclusion\`), the resident and the handler heard for 3 working days
  (\`speakOnExclusion\`), decided by another person, of neither the unit that handles it nor the one it is about (\`decideExclusion\`),
  contested once within 5 working days and judged by a third (\`contestExclusion\`). Until all of that is done the order counts. With it
  go its answer and the cards about it; it marks the order and no person. What was done falsely, or leaked, always counts. Each step
  stands in the order's journal and on its page. Tests: [exclusion.test.ts](../tests/workflows/scenarios/exclusion.test.ts).
- Counted apart, each in a population of its own and in no other: 未诉先办, what staff found themselves on patrol, on a visit or at a
  meeting; and 即办, what was answered on the spot (in the unit of whoever answered, in the month in which that was). They move no
  rate of what residents asked for, nor do cards about them; a yellow or red card, or a 虚假办结, is charged all the same.
- **R**: orders of V, and orders merged into them, with an evaluation that counts: by the resident, by a one-time token, or
  written down after a call. An unfounded one does not count. Who never answered is in no rate of satisfaction.
- Members (党员参与率): who is reported in (双报到) to the unit or below it at some time of the month, each once; an accepted order is one
  that lies there and that the member himself took on in the month. It is in no score, ranks nobody and names nobody.
- A rate of nobody is null, never 0 or 1.

## Formulas

| | name | formula | population | test |
|---|---|---|---|---|
${metricNames
  .map((name) => {
    const { zh, en, formula, population } = metrics[name];
    return `| \`${name}\` | ${zh}<br>${en} | ${formula} | ${population.zh}<br>${population.en} | ${test} |`;
  })
  .join('\n')}

Every formula stands over sums that are counted twice: by \`counts.ts\` from lists, and by \`measure-store.ts\` in one statement. A
property holds the two together on any histories; some 60 histories worked by hand give the formulas.

## Score

${Object.entries(profiles)
  .map(
    ([name, weights]) =>
      `- \`${name}\`: ${Object.entries(weights)
        .map(([metric, points]) => `${points} · ${metrics[metric as keyof typeof metrics].zh}`)
        .join(' + ')}`,
  )
  .join('\n')}

A rate without a population is left out and the others stand for it. From the default ${scorePolicies['score/yellow'].standing} is taken off for each
yellow card, ${scorePolicies['score/red'].standing} for each red one, ${scorePolicies['score/falseCompletions'].standing} for each 虚假办结; it stays within 0 and 100. 未诉先办 adds nothing to it, unless the county
lets half a point each be added, 5 at most (\`score/bonus\`). Weights, what is taken off and what is added are rules of the county with
document and term (\`policy/score/…\`, docs/rules.md): a month is scored by those that held when it ended, and no street has its own.
Below ${figurePolicies['figures/orders'].standing} orders of V, or ${figurePolicies['figures/answers'].standing} % of answers, a
unit is listed grey and ranks nowhere. Units below a street or community are listed by code; their scores are mixed with the
whole's: (n · r + 10 · r_whole) / (n + 10). Streets of a county are not set beside each other.

## Caller and department together

双考核, by the county alone: once its rule \`policy/figures/both-sides\` is 1, with the document that says so, \`GET /api/v1/metrics\` adds
\`bothSides\`: the score by the formulas above of what a street whistled for. It is charged to the street where the order lies
(\`caller\`) and to each department that was called in (\`called\`, from the journal's whistles), whoever was its main handler: by the same
orders both have the same score. A street and a department read their own, the county each by code and not by score; neither's own
figures change by it. It is counted as it stands: a frozen line has no sides. Off, nothing is shown and no street is compared.
Tests: ${test}, [policies.test.ts](../tests/community/policies.test.ts).

## Demands and services

\`GET /api/v1/metrics/matching\` sets what residents placed in a month (nothing that is sealed, nothing that staff found themselves) beside the
facilities that serve it: what nothing serves stands first, then what most ask for; and it names the facilities that nobody asked for
anything.

## Those that need help, and a branch's year

\`GET /api/v1/metrics/tail\` (排队抓尾) gives the street, and the leader who is responsible for it, the last tenth of its communities by score, one at
least: of those with enough orders and answers, and only below the whole; with the rates that are furthest behind the whole's. Nobody else
reads it, and it is kept nowhere.

\`GET /api/v1/metrics/review.csv\` (书记述职评议) is a year of the branch's area: every month that is over as it was reported (\`line\` 0: not frozen yet), and
the year as the formulas over the months' sums. Medians and members who took part cannot be added up: the year has none.

## When they are counted

The worker draws what each order adds (\`order_measures\`, \`card_measures\`) within a second of its change, and on every beat whatever
it did not hear of; drawn anew from snapshots and journals they are the same. On the 11th the month before is frozen
(\`monthly_figures\`); a frozen line is never rewritten: a correction is the next line, with its reason. A decision that comes later
(不属实, 不可抗力, 虚假办结) changes no line either: the county's administrator, who corrects figures, is told of each, and the figures
and the report say beside the line what would be counted now (\`touched\`).

## What is public

Counts of a month that is over, of residents' orders (未诉先办 is not in them). Fewer than 5 is not told; every other count is cut down to fives. The total is the sum of what is
told of communities, and what communities and categories tell is kept so near to each other that no difference of two gives a
number back. Columns: \`GET /api/v1/public/dictionary\`.
`;
