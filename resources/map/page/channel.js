// What the page says to the program: small messages, sent in order to its own scheme.

const ADDRESS = "/-/event";

/**
 * Make the function that sends messages.
 *
 * @param {(address: string, options: object) => Promise<unknown>} send `fetch`, or a stand-in.
 * @returns {(message: {type: string}) => Promise<void>}
 */
export function makeChannel(send) {
  let last = Promise.resolve();
  return (message) => {
    const body = JSON.stringify(message);
    // One after the other: a hover must not overtake the select before it.
    last = last
      .then(() => send(ADDRESS, { method: "POST", body }))
      .then(
        () => undefined,
        // Nobody is there to hear it: the window is closing.
        () => undefined,
      );
    return last;
  };
}
