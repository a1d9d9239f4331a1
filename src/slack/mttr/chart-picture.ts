import { setTimeout as wait } from 'node:timers/promises';
import type { ImageBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { barsSvg } from '../../chart/bars-svg.ts';
import { renderPng } from '../../chart/render-png.ts';
import type { Log } from '../../domain/log.ts';
import type { Report } from '../../domain/report.ts';
import { plain, shorten } from '../blocks/text.ts';
import { uploadPicture } from '../upload-picture.ts';
import { type Course, courseOf, PART, trendText } from './trend-blocks.ts';

/**
 * The trend as a picture, for a Slack that does not take its own chart; `null` where there is nothing to draw, or Slack does
 * not take the picture either: then the words do.
 *
 * @param patience milliseconds until Slack shows what it was given
 */
export async function chartPicture(
  client: WebClient,
  report: Report,
  { patience, log }: { readonly patience: number; readonly log: Log },
): Promise<ImageBlock | null> {
  const course = courseOf(report);
  if (course === null) return null;
  try {
    return await handedOver(client, course, shorten(trendText(report), 2_000), patience);
  } catch (error) {
    log.warn({ error }, 'The picture of a chart could not be handed to Slack.');
    return null;
  }
}

async function handedOver(
  client: WebClient,
  course: Course,
  alt: string,
  patience: number,
): Promise<ImageBlock> {
  const fileId = await uploadPicture(client, await renderPng(chartSvg(course)), alt);
  await wait(patience);
  return { type: 'image', title: plain(course.title), slack_file: { id: fileId }, alt_text: alt };
}

/** The picture of a course: what a bar says is what stands in the words. */
function chartSvg({ title, points }: Course): string {
  return barsSvg(
    title,
    points.map(({ label, value, words }) => ({
      label,
      value,
      text: words.replace(/ \(\d[\d,]*\)$/, ''),
      partial: label.endsWith(PART),
    })),
  );
}
