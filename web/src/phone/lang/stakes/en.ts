const en = {
  extras: {
    title: "Side prizes",
    hot: (ball: string, prize: string) => `Hot ball ${ball}: whoever wins with it also gets ${prize}.`,
    neighbours: (prize: string) => `Good neighbour: the cards with the numbers next to the winner's get ${prize}.`,
    ballValue: (prize: string, value: string) => `${prize}: ${value} for every point of the winning ball.`,
    digitValue: (prize: string, value: string) =>
      `${prize}: ${value} for every point of the last digit of the winning ball.`,
  },
  pace: (seconds: number) => `A ball every ${seconds} seconds.`,
  all: "All house rules",
};

export type StakeTexts = typeof en;
export default en;
