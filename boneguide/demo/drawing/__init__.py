"""The demonstration's pictures, drawn by these modules; no picture is stored as a file.

``canvas`` has the strokes, ``palette`` the colors, ``props`` the things that several scenes
show. ``scenes_*`` draw the picture on top of each article, ``figures`` the ones that explain,
``portraits`` people and products. The same call draws the same pixels every time.
"""
