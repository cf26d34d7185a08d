// What the page says to the program: small messages, sent in order to its own scheme.

const ADDRESS = "/-/event";
const MOST_TEXT = 500;

/**
 * Make the function that sends messages.
 *
 * @param {(address: string, options: object) => Promise<unknown>} send `fetch`, or a stand-in.
 * @returns {(message: {type: string}) => Promise<void>}
 */
export function makeChannel(send) {
  let last = Promise.resolve();
  return (message) => {
    // Errors can be long, and an address cannot; ids are the program's own and short.
    const words = JSON.stringify(message, (key, value) =>
      typeof value === "string" ? value.slice(0, MOST_TEXT) : value,
    );
    // One after the other: a hover must not overtake the select before it.
    last = last
      .then(() => send(`${ADDRESS}?${encodeURIComponent(words)}`, { cache: "no-store" }))
      .then(
        () => undefined,
        // Nobody is there to hear it: the window is closing.
        () => undefined,
      );
    return last;
  };
}
