# The app as it is: TypeScript that Node runs, nothing is built.
FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY bin ./bin
COPY src ./src
COPY manifest.json LICENSE ./
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data
RUN mkdir /data node_modules/.cache && chown node:node /data node_modules/.cache
USER node
VOLUME /data
EXPOSE 3000
# Long enough for answers under way; see docs/operations.md.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "bin/probe.mjs"]
CMD ["node", "--max-semi-space-size=4", "bin/start.mjs"]
