// A lint rule of ours: time is an argument (I4). `Date.now` is caught by no-restricted-properties; this catches
// `new Date()` and `Date()` without argument.
const noClock = {
  meta: { type: 'problem' },
  create(context) {
    const report = (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
        context.report({ node, message: 'Reads the clock: time is an argument (I4).' });
      }
    };
    return { NewExpression: report, CallExpression: report };
  },
};

export default { meta: { name: 'pure' }, rules: { 'no-clock': noClock } };
